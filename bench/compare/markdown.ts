/** A table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

/** A number in three or four digits, with k for thousands and M for millions. */
export function shown(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (size >= 1e4) return `${(value / 1e3).toFixed(1)} k`;
  return size >= 100 ? String(Math.round(value)) : trimmed(value.toPrecision(3));
}

/** A size: 10 k, 1 M. */
export function shownSize(size: number): string {
  if (size >= 1e6) return `${trimmed((size / 1e6).toFixed(2))} M`;
  return size >= 1e4 ? `${trimmed((size / 1e3).toFixed(1))} k` : size.toLocaleString('en');
}

function trimmed(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
