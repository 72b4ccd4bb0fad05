import type { JsonObject } from '../../core/model/json.ts';
import type { FileUpload } from '../small-http/request-body.ts';
import { randomToken } from './random.ts';
import type { AttachmentRecord } from './records.ts';
import type { World } from './world.ts';

/** What a customer attaches: a file, or something that the channel describes with fields of its own. */
export type CustomerAttachment =
  | FileUpload
  | {
      readonly fileType: 'location' | 'contact' | 'fallback' | 'embed';
      /** E.g. `coordinates_lat`, `coordinates_long`, `fallback_title`, `data_url`, `meta`. */
      readonly fields: JsonObject;
    };

export function storeAttachment(world: World, given: CustomerAttachment): AttachmentRecord {
  const id = world.nextId('attachment');
  if ('fileType' in given) return { id, fileType: given.fileType, file: null, fields: given.fields };
  const file = { key: randomToken(world.random, 28), ...given };
  world.files.set(file.key, file);
  return { id, fileType: fileTypeOf(given.contentType), file, fields: {} };
}

function fileTypeOf(contentType: string): string {
  const [family = ''] = contentType.split('/');
  return ['image', 'audio', 'video'].includes(family) ? family : 'file';
}
