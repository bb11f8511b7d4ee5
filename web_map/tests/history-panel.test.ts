// @vitest-environment jsdom
import { fireEvent } from '@testing-library/dom';
import { render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import HistoryPanel from '../src/history/HistoryPanel.svelte';
import { reader } from '../src/text/language.svelte';

afterEach(() => vi.unstubAllGlobals());

it('shows every older version once, however often it is asked for', async () => {
  reader.language = 'en';
  vi.stubGlobal('fetch', async (path: string) => {
    const before = Number(new URL(path, 'http://test').searchParams.get('before') ?? 31);
    const numbers = Array.from({ length: Math.min(20, before - 1) }, (_, at) => before - 1 - at);
    const from = '2026-11-22T00:00:00Z';
    const versions = numbers.map((version) => ({ version, operation: 'update', from, to: null, current: false }));
    return Response.json({ versions });
  });
  render(HistoryPanel, { layer: 'trees', id: 'one', version: 30 });
  const older = await screen.findByRole('button', { name: 'Older versions' });
  void fireEvent.click(older);
  void fireEvent.click(older);
  await waitFor(() => expect(screen.getAllByRole('listitem').length).toBeGreaterThan(20), { timeout: 4000 });
  await new Promise((rest) => setTimeout(rest));
  expect(screen.getAllByRole('listitem')).toHaveLength(30);
});
