export const personalDataKinds = ['email', 'phone', 'card'] as const;

/** What can be kept from the engine. */
export type PersonalDataKind = (typeof personalDataKinds)[number];

export interface PrivacyPolicy {
  /** Empty: the engine reads what the customer wrote. */
  readonly mask: readonly PersonalDataKind[];
  /** ISO 3166 country in which phone numbers without a country code are meant. Absent: only `+…` is found. */
  readonly phoneCountry?: string;
}

/** Placeholder → what it stands for, e.g. `<email-1>`. Personal data: stays in the state. */
export type Masks = Readonly<Record<string, string>>;
