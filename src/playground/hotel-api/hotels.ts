/** The hotels of the sample world. */
export interface Hotel {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Per night for one or two guests. */
  readonly priceFrom: number;
  /** For the third and fourth guest, per night. */
  readonly extraGuest: number;
  /** Why a night cannot be booked, by its calendar; undefined when it can. */
  readonly closedOn: (night: Night) => string | undefined;
}

/** A night begins on this date. */
export interface Night {
  /** 0 = Sunday. */
  readonly weekday: number;
  /** 1 = January. */
  readonly month: number;
  readonly day: number;
}

export const CURRENCY = 'EUR';

export const hotels: readonly Hotel[] = [
  {
    id: 'grand-plaza',
    name: 'Grand Plaza',
    description: 'City centre, rooftop bar, breakfast until eleven.',
    priceFrom: 140,
    extraGuest: 35,
    closedOn: ({ month, day }) =>
      month === 12 && day === 31 ? 'The Grand Plaza is fully booked on New Year’s Eve.' : undefined,
  },
  {
    id: 'sea-view-inn',
    name: 'Sea View Inn',
    description: 'Twelve rooms above the bay, bicycles to borrow.',
    priceFrom: 95,
    extraGuest: 25,
    closedOn: ({ month }) => (month === 1 ? 'The Sea View Inn is closed in January.' : undefined),
  },
  {
    id: 'park-hotel',
    name: 'Park Hotel',
    description: 'Quiet, beside the park, pool and sauna.',
    priceFrom: 90,
    extraGuest: 20,
    closedOn: ({ weekday }) => (weekday === 6 ? 'The Park Hotel is full on Saturday nights.' : undefined),
  },
];
