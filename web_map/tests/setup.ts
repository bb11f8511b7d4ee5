import { vi } from 'vitest';

// jsdom has no layout, so it lacks what asks about it.
vi.stubGlobal('matchMedia', (query: string): Partial<MediaQueryList> => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
}));
