import type { WriteBackPolicy } from '../core/model/bot.ts';
import type { PrivacyPolicy } from '../core/model/privacy.ts';
import { createPersonalDataFinder } from './find-personal-data.ts';
import type { PrivacyBlock, WriteBackBlock } from './schema/privacy-schema.ts';

export function resolvePrivacy({ mask, phone_country }: PrivacyBlock): PrivacyPolicy {
  return mask.length === 0 ? {} : { find: createPersonalDataFinder(mask, phone_country) };
}

/** A bare name is the template that holds it alone. */
export function resolveWriteBack({ attributes, labels }: WriteBackBlock): WriteBackPolicy {
  const templates = Object.entries(attributes).map(([name, value]) => [
    name,
    /^[\w-]+(\.[\w-]+)+$/.test(value) ? `{{${value}}}` : value,
  ]);
  return { attributes: Object.fromEntries(templates), labels };
}
