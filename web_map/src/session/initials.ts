/** Two letters for a person: of the last two words, as Vietnamese names are told apart by their end; LA for “Nguyễn Thị Lan Anh”. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /^\p{L}/u.test(word));
  return (
    words
      .slice(-2)
      .map((word) => [...word][0] ?? '')
      .join('') || name.slice(0, 1)
  ).toLocaleUpperCase('vi');
}
