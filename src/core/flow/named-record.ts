import { z } from 'zod';

export interface NameRule {
  readonly pattern: RegExp;
  readonly message: string;
}

export const slotNameRule: NameRule = {
  pattern: /^[a-z][a-z0-9_]*$/,
  message: 'must be small letters, digits and _, beginning with a letter, e.g. `arrival_date`',
};

export const stepNameRule: NameRule = {
  pattern: /^[a-z][a-z0-9_-]*$/i,
  message: 'must be letters, digits, - and _, beginning with a letter, e.g. `choose-hotel`',
};

/** A string that follows the rule. */
export function nameSchema({ pattern, message }: NameRule) {
  return z.string().regex(pattern, message);
}

/** A map whose keys follow the rule; unlike `z.record(key, …)` it says at the key what is wrong with it. */
export function namedRecord<Value extends z.ZodType>(rule: NameRule, value: Value) {
  return z
    .record(z.string(), value)
    .superRefine((record, context) => {
      for (const key of Object.keys(record).filter((name) => !rule.pattern.test(name))) {
        context.addIssue({ code: 'custom', path: [key], message: rule.message });
      }
    })
    .meta({ propertyNames: { pattern: rule.pattern.source } });
}
