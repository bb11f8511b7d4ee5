/** What is being edited: a feature that stands, a new one, or as yet only the wish to make one. */
export type Task =
  { kind: 'choose' } | { kind: 'create'; layer: string; id: string } | { kind: 'update'; layer: string; id: string };

/** A feature that this reader has just deleted and may want back. */
export interface Deleted {
  layer: string;
  id: string;
  version: number;
  title: string;
}

/** What somebody is at work on; it survives everything but saving, and giving up on purpose. */
class Editing {
  task = $state.raw<Task | null>(null);
  /** Whether something was typed or drawn that no server has. */
  unsaved = $state(false);
  /** What to do next once the reader has agreed to lose what is unsaved. */
  leaving = $state.raw<(() => void) | null>(null);
  deleted = $state.raw<Deleted | null>(null);

  /** Begin something else, when nothing is lost by it or the reader agrees. */
  begin(task: Task): void {
    this.guard(() => (this.task = task));
  }

  /** Stop editing, when nothing is lost by it or the reader agrees. */
  stop(): void {
    this.guard(() => (this.task = null));
  }

  /** Everything is saved, or gone: nothing is asked. */
  done(): void {
    this.unsaved = false;
    this.task = null;
  }

  /** Do what ends the editing, when nothing is lost by it or the reader agrees. */
  guard(then: () => void): void {
    if (this.unsaved) {
      this.leaving = () => {
        this.unsaved = false;
        then();
      };
    } else then();
  }
}

export const editing = new Editing();
