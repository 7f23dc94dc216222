// Where stops are planted in the code of programs, and who wants them: breakpoints, and the step that is under way.
import type { Program } from '../machine/program';
import type { StopTest } from '../machine/stop-test';
import type { BoundBreakpoint } from './bound-breakpoint';

/** A word of code before which somebody wants to stop. */
export class Site {
  readonly breakpoints: BoundBreakpoint[] = [];
  /** How many stops of a step are here. */
  temporary = 0;
  private made: StopTest | undefined;

  /** The breakpoints are others now. */
  changed(): void {
    const wishes = this.breakpoints.map(({ wish }) => wish);
    this.made = wishes.includes(undefined) ? undefined : { wishes: wishes.filter((wish) => wish !== undefined) };
  }

  /** What compiled code may decide here by itself; the same one as long as the breakpoints are the same. */
  get test(): StopTest | undefined {
    return this.temporary > 0 ? undefined : this.made;
  }
}

export class Sites {
  /** By number of the program, then by address. */
  private readonly byProgram: Map<number, Site>[] = [];

  at(program: Program, address: number): Site | undefined {
    return this.byProgram[program.number]?.get(address);
  }

  private make(program: Program, address: number): Site {
    const sites = this.byProgram[program.number] ??= new Map<number, Site>();
    let site = sites.get(address);
    if (site === undefined) sites.set(address, site = new Site());
    return site;
  }

  /** Plants what is wanted at a site now; takes it away where nobody wants it any more. */
  private plantAt(program: Program, address: number, site: Site): void {
    const wanted = site.temporary > 0 || site.breakpoints.length > 0;
    if (!wanted) this.byProgram[program.number].delete(address);
    program.setStop(address, wanted, wanted ? site.test : undefined);
  }

  bind(breakpoint: BoundBreakpoint): void {
    const { info: { program }, address } = breakpoint;
    const site = this.make(program, address);
    site.breakpoints.push(breakpoint);
    site.changed();
    this.plantAt(program, address, site);
  }

  unbind(breakpoint: BoundBreakpoint): void {
    const { info: { program }, address } = breakpoint;
    const site = this.at(program, address);
    if (site === undefined) return;
    const index = site.breakpoints.indexOf(breakpoint);
    if (index >= 0) site.breakpoints.splice(index, 1);
    site.changed();
    this.plantAt(program, address, site);
  }

  /** Plants a stop of a step. */
  plant(program: Program, address: number): void {
    const site = this.make(program, address);
    site.temporary++;
    this.plantAt(program, address, site);
  }

  /** Takes a stop of a step away again. */
  remove(program: Program, address: number): void {
    const site = this.at(program, address);
    if (site === undefined) return;
    site.temporary--;
    this.plantAt(program, address, site);
  }
}
