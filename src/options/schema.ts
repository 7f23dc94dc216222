// The launch options as the JSON schema that package.json gives the editor, and the texts that the schema names.
// scripts/contribute.mjs writes both; a test compares them.
import type { Language, Text } from '../base/message';
import { type Kind, LIMITS, LIMITS_TEXT, OPTIONS, type OptionRow } from './table';
import { SIZE_PATTERN } from './values';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

const texts = { type: 'array', items: { type: 'string' } } as const;

/** The part of the schema that a kind decides. */
const TYPES: { readonly [K in Kind]: JsonObject } = {
  file: { type: 'string' },
  folder: { type: 'string' },
  text: { type: 'string' },
  choice: { type: 'string' },
  switch: { type: 'boolean' },
  count: { type: 'integer' },
  size: { type: ['integer', 'string'], pattern: SIZE_PATTERN },
  texts,
  files: texts,
  folders: texts,
  map: { type: 'object', additionalProperties: { type: 'string' } },
  contents: { type: 'object', additionalProperties: { type: 'string' } },
  input: {
    type: ['string', 'array'],
    items: {
      type: 'object',
      properties: { at: { type: 'integer', minimum: 0 }, text: { type: 'string' } },
      required: ['at', 'text'],
      additionalProperties: false,
    },
  },
};

/** What `contributes.debuggers[].configurationAttributes` says; texts stand as `%options.memory%`. */
export function configurationAttributes(): JsonObject {
  const required = Object.entries<OptionRow>(OPTIONS).filter(([, row]) => row.required === true).map(([name]) => name);
  const ofLimits = properties(LIMITS, 'options.limits.');
  const limits = { type: 'object', description: '%options.limits%', properties: ofLimits, additionalProperties: false };
  return { launch: { required, properties: { ...properties(OPTIONS, 'options.'), limits } } };
}

function properties(rows: Readonly<Record<string, OptionRow>>, prefix: string): JsonObject {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, property(row, prefix + name)]));
}

function property(row: OptionRow, key: string): JsonObject {
  return {
    ...TYPES[row.kind],
    markdownDescription: `%${key}%`,
    ...(row.range === undefined ? {} : { minimum: row.range[0], maximum: row.range[1] }),
    ...(row.choices === undefined ? {} : choicesOf(row.choices, key)),
    ...(row.default === undefined ? {} : { default: row.default as Json }),
    examples: row.examples as Json,
  };
}

function choicesOf(choices: NonNullable<OptionRow['choices']>, key: string): JsonObject {
  return { enum: choices.map(({ value }) => value), markdownEnumDescriptions: choices.map(({ value }) => `%${key}.${value}%`) };
}

/** The texts of {@link configurationAttributes} for package.nls.json, by their keys. */
export function configurationTexts(language: Language): Record<string, string> {
  const all = { ...textsOf(OPTIONS, 'options.'), 'options.limits': LIMITS_TEXT, ...textsOf(LIMITS, 'options.limits.') };
  return Object.fromEntries(Object.entries(all).map(([key, text]) => [key, text[language]]));
}

function textsOf(rows: Readonly<Record<string, OptionRow>>, prefix: string): Record<string, Text> {
  const entries = Object.entries(rows).flatMap(([name, row]): [string, Text][] => [
    [prefix + name, row],
    ...(row.choices ?? []).map((choice): [string, Text] => [`${prefix}${name}.${choice.value}`, choice]),
  ]);
  return Object.fromEntries(entries);
}
