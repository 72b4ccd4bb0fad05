/** A place as words and a link to a map, for channels that know no location. */
export function locationText(place: {
  readonly latitude: number;
  readonly longitude: number;
  readonly title?: string | null | undefined;
  readonly address?: string | null | undefined;
}): string {
  const map = `https://www.google.com/maps/search/?api=1&query=${place.latitude}%2C${place.longitude}`;
  return [place.title, place.address, map].filter(Boolean).join('\n');
}
