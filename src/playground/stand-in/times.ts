/** Whole unix seconds; 0 for never. */
export const seconds = (at: number | null) => (at === null ? 0 : Math.floor(at / 1000));

export const isoTime = (at: number | null) => (at === null ? null : new Date(at).toISOString());
