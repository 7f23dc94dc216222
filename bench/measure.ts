// What a measurement gives: figures with their names in both languages, so that the run, its JSON and the page about
// performance say the same. Each measurement is a file in measures/.
import type { EngineName } from './machines';
import { spreadOf } from './numbers';

/** How long a run may take; `quick` measures less and less often. */
export interface MeasureOptions {
  readonly quick: boolean;
  /** What executes programs on machines that the bench makes itself. */
  readonly engine: EngineName;
}

/** The unit says what a larger value means: times and sizes are better small, all others large. */
export type Unit = 'ms' | 'µs' | 'ns' | '/s' | 'million/s' | 'million' | 'KiB' | 'MiB' | 'times';

/** One thing that was measured. */
export interface Figure {
  /** Its name in the JSON, which stays. */
  readonly key: string;
  readonly en: string;
  readonly ko: string;
  readonly unit: Unit;
  /** The median where it was measured several times. */
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
}

/** One measurement: its figures stand below its title. */
export interface Measure {
  readonly key: string;
  readonly en: string;
  readonly ko: string;
  run(options: MeasureOptions): Figure[] | Promise<Figure[]>;
}

/** A name in both languages. */
export interface Name {
  readonly key: string;
  readonly en: string;
  readonly ko: string;
}

/** The figure of several measurements of one thing. */
export function figure({ key, en, ko }: Name, unit: Unit, values: readonly number[]): Figure {
  const { median, least, most, count } = spreadOf(values);
  return { key, en, ko, unit, value: median, ...(count === 1 ? {} : { least, most }) };
}
