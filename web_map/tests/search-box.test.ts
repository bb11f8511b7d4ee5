// @vitest-environment jsdom
import { render, screen, waitFor, within } from '@testing-library/svelte';
import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Found } from '../src/api/search';
import SearchBox from '../src/parts/SearchBox.svelte';
import { reader } from '../src/text/language.svelte';

const found = (title: string, theme: string): Found => ({
  layer: 'roads',
  fid: 1,
  id: title,
  code: 'R-1',
  title,
  ward_code: null,
  subtitle: 'Đường',
  theme,
  lon: 107.1,
  lat: 16.8,
  bbox: null,
});

const asked: URL[] = [];
let answer: () => Promise<Response>;
const onfound = vi.fn();
const onplace = vi.fn();

beforeEach(() => {
  asked.length = 0;
  reader.language = 'vi';
  answer = async () =>
    Response.json({
      results: [found('Hùng Vương', 'infrastructure'), found('Chợ', 'services'), found('Lê Lợi', 'infrastructure')],
    });
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(new URL(path, 'http://test'));
    return answer();
  });
  render(SearchBox, { onfound, onplace });
});

afterEach(() => {
  vi.clearAllMocks();
});

const box = () => screen.getByRole('combobox');
async function type(words: string): Promise<void> {
  await fireEvent.focusIn(box());
  await fireEvent.focus(box());
  await fireEvent.input(box(), { target: { value: words } });
}
const key = (name: string) => fireEvent.keyDown(box(), { key: name });
const options = () => screen.findAllByRole('option');

it('groups results by theme and is worked with the keys alone', async () => {
  await type('hung');
  expect((await options()).map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('Hùng Vương'),
    expect.stringContaining('Lê Lợi'),
    expect.stringContaining('Chợ'),
  ]);
  expect(within(screen.getAllByRole('group')[0] as HTMLElement).getAllByRole('option')).toHaveLength(2);
  expect(screen.getByRole('status').textContent).toBe('3 kết quả');
  await key('ArrowDown');
  await key('ArrowDown');
  expect(box().getAttribute('aria-activedescendant')).toBe('found-1');
  await key('ArrowUp');
  await key('Enter');
  expect(onfound).toHaveBeenCalledWith(expect.objectContaining({ title: 'Hùng Vương' }));
});

it('goes round at the ends of the list', async () => {
  await type('hung');
  await options();
  await key('ArrowUp');
  expect(box().getAttribute('aria-activedescendant')).toBe('found-2');
  await key('ArrowDown');
  expect(box().getAttribute('aria-activedescendant')).toBe('found-0');
});

it('takes the best result when Enter comes before the answer', async () => {
  await type('hung');
  await key('Enter');
  await waitFor(() => expect(onfound).toHaveBeenCalledWith(expect.objectContaining({ title: 'Hùng Vương' })));
});

it('asks for a parcel as sheet/number, in the reader’s language', async () => {
  await type('tờ 12 thửa 345');
  await options();
  expect(asked[0]?.searchParams.get('q')).toBe('12/345');
  expect(asked[0]?.searchParams.get('lang')).toBe('vi');
});

it('knows coordinates without asking', async () => {
  await type('590508,771 1860206,459');
  await key('Enter');
  expect(onplace).toHaveBeenCalledWith(expect.objectContaining({ system: expect.stringContaining('VN-2000') }));
  expect(asked).toHaveLength(0);
});

it('asks once for words typed quickly', async () => {
  for (const words of ['h', 'hu', 'hun', 'hung']) await type(words);
  await options();
  expect(asked.map((url) => url.searchParams.get('q'))).toEqual(['hung']);
});

it('says when there is nothing and what to try', async () => {
  answer = async () => Response.json({ results: [] });
  await type('xyz');
  expect(await screen.findByText(/Thử tên đường/)).toBeTruthy();
});

it('says when the network or the server is away', async () => {
  answer = () => Promise.reject(new TypeError('offline'));
  await type('hung');
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Mất kết nối mạng.'));
  answer = async () => Response.json({ detail: 'x' }, { status: 503 });
  await type('hùng');
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Máy chủ chưa trả lời'));
});

it('closes with Escape, then clears', async () => {
  await type('hung');
  await options();
  await key('Escape');
  expect(screen.queryByRole('option')).toBeNull();
  await key('Escape');
  expect((box() as HTMLInputElement).value).toBe('');
});
