/**
 * Shapes that ES and CX share, as the client packages return them: enums by name, an enum value that the client does not
 * know as a number, a message that is not set as null (google-gax, grpc.ts).
 */
import { z } from 'zod';
import type { JsonObject } from '../../core/model/json.ts';
import { fromStruct } from './struct.ts';

export const text = z.string().nullish();
export const number = z.number().nullish();
export const flag = z.boolean().nullish();
/** A part of another shape than ours must not spoil the whole answer. */
export const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

/** A name that we know, or what a newer service says. */
export const enumName = z.union([z.string(), z.number()]).nullish();

/** A `google.protobuf.Struct` as plain JSON; absent stays absent. */
export const struct = z
  .unknown()
  .optional()
  .transform((value): JsonObject | undefined =>
    typeof value === 'object' && value !== null ? fromStruct(value) : undefined,
  );

/** `google.rpc.Status` of a webhook. */
export const webhookStatus = z.object({ code: number });

export const sentiment = z.object({ score: number });
