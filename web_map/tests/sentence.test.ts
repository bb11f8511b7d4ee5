import { expect, it } from 'vitest';
import { sentence } from '../src/text/sentence';

it.each([
  ['đã có đối tượng cùng Mã số', 'Đã có đối tượng cùng Mã số'],
  ['a feature exists already', 'A feature exists already'],
  ['12 m is too much', '12 m is too much'],
  ['', ''],
])('begins “%s” with a capital', (reason, said) => {
  expect(sentence(reason)).toBe(said);
});
