/** True when one letter added, left out, replaced, or swapped with its neighbour makes one word the other. */
export function isOneEditApart(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let first = 0;
  while (first < left.length && left[first] === right[first]) first++;
  if (left.length !== right.length) {
    const [short, long] = left.length < right.length ? [left, right] : [right, left];
    return short.slice(first) === long.slice(first + 1);
  }
  if (left.slice(first + 1) === right.slice(first + 1)) return true;
  const swapped = left[first] === right[first + 1] && left[first + 1] === right[first];
  return swapped && left.slice(first + 2) === right.slice(first + 2);
}
