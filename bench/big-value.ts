/** A nested value of 10 × 10 fields, some 5 kB as JSON. */
export function bigMessage(): object {
  return Object.fromEntries(Array.from({ length: 10 }, (_, group) => [`group_${group}`, Object.fromEntries(Array.from({ length: 10 }, (_each, field) => [`field_${field}`, fieldValue(group * 10 + field)]))]));
}

function fieldValue(index: number): unknown {
  switch (index % 5) {
    case 0:
      return index * 7_919;
    case 1:
      return `value number ${index} with some more text in it, so as to be long`;
    case 2:
      return index / 3;
    case 3:
      return [index, index + 1, index + 2, `tag_${index}`, 'another-tag'];
    default:
      return { ok: index % 2 === 0, at: 1_700_000_000 + index, note: `a note of some length ${index}` };
  }
}
