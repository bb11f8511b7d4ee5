const MARGIN = 12;

/** Bring an element of a sheet into view by scrolling the sheet's content alone, never the page. */
export function scrollWithin(element: HTMLElement): void {
  const content = element.closest('.content');
  if (!content) return;
  const [inner, outer] = [element.getBoundingClientRect(), content.getBoundingClientRect()];
  const above = inner.top - outer.top - MARGIN;
  const below = inner.bottom - outer.bottom + MARGIN;
  // What is taller than the sheet is shown from its beginning.
  if (above < 0) content.scrollTop += above;
  else if (below > 0) content.scrollTop += Math.min(above, below);
}
