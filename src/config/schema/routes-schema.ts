import { z } from 'zod';

const scalar = z.union([z.string().min(1), z.number(), z.boolean()]);

/** What a route may look at. */
export const routeCondition = /^(?:inbox|channel|language|contact\.\S+|conversation\.\S+)$/;

const whenSchema = z
  .record(
    z
      .string()
      .regex(routeCondition, 'inbox, channel, language, contact.<attribute> or conversation.<attribute>'),
    z.union([scalar, z.array(scalar).min(1)]),
  )
  .refine((when) => Object.keys(when).length > 0, { error: 'expected at least one condition, found none' });

export const routesSchema = z.array(
  z.strictObject({
    when: whenSchema.describe(
      'All must hold: inbox (its id), channel (web-widget, whatsapp …), language (de is also de-AT), contact.<attribute>, conversation.<attribute>. A list: one of them.',
    ),
    engine: z.string().min(1).describe('Name of the engine; its block stands beside `provider`.'),
  }),
);

export type RouteBlock = z.output<typeof routesSchema>[number];
