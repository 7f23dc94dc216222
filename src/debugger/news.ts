// Gathers what happened beside stops until somebody asks: programs that were loaded, contexts that came and went.
import type { Machine } from '../machine/machine';
import type { Breakpoints } from './breakpoints';
import { Layers } from './layers';
import type { ProgramInfo } from './program-info';
import type { Programs } from './programs';
import type { LoadedSource, News } from './types';

export class Newsroom {
  private loaded: ProgramInfo[] = [];
  private readonly contexts = new Set<number>();
  private readonly sources = new Set<string>();

  constructor(private readonly machine: Machine, private readonly programs: Programs, private readonly breakpoints: Breakpoints) {
    this.loaded.push(...programs.all);
  }

  /** A program was loaded, or its debug information was found. */
  programChanged(info: ProgramInfo): void {
    if (!this.loaded.includes(info)) this.loaded.push(info);
  }

  /** @param stopped whether contexts are to be looked at: while the program runs they come and go too fast */
  take(stopped: boolean): News {
    const modules = this.loaded.map((info) => info.module());
    const sources = this.loaded.length === 0 ? [] : this.programs.sources().filter((source) => this.isNew(source));
    this.loaded = [];
    return { breakpoints: this.breakpoints.takeChanged(), modules, sources, ...this.breakpoints.takeLog(), ...this.contextNews(stopped) };
  }

  private isNew({ name, sha256 }: LoadedSource): boolean {
    const key = `${sha256} ${name}`;
    const fresh = !this.sources.has(key);
    this.sources.add(key);
    return fresh;
  }

  private contextNews(stopped: boolean): Pick<News, 'made' | 'dropped'> {
    if (!stopped) return { made: [], dropped: [] };
    const there = new Layers(this.machine, this.programs).list();
    const ids = new Set(there.map(({ id }) => id));
    const made = there.filter(({ id }) => !this.contexts.has(id));
    const dropped = [...this.contexts].filter((id) => !ids.has(id));
    for (const { id } of made) this.contexts.add(id);
    for (const id of dropped) this.contexts.delete(id);
    return { made, dropped };
  }
}
