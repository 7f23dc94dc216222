// Where stops are planted in the code of programs, and who wants them: breakpoints, and the step that is under way.
import type { Program } from '../machine/program';
import type { BoundBreakpoint } from './bound-breakpoint';

/** A word of code before which somebody wants to stop. */
export class Site {
  readonly breakpoints: BoundBreakpoint[] = [];
  /** How many stops of a step are here. */
  temporary = 0;
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
    if (site === undefined) {
      sites.set(address, site = new Site());
      program.setStop(address, true);
    }
    return site;
  }

  /** Takes a site away that nobody wants any more. */
  private release(program: Program, address: number, site: Site): void {
    if (site.temporary > 0 || site.breakpoints.length > 0) return;
    this.byProgram[program.number].delete(address);
    program.setStop(address, false);
  }

  bind(breakpoint: BoundBreakpoint): void {
    this.make(breakpoint.info.program, breakpoint.address).breakpoints.push(breakpoint);
  }

  unbind(breakpoint: BoundBreakpoint): void {
    const { info: { program }, address } = breakpoint;
    const site = this.at(program, address);
    if (site === undefined) return;
    const index = site.breakpoints.indexOf(breakpoint);
    if (index >= 0) site.breakpoints.splice(index, 1);
    this.release(program, address, site);
  }

  /** Plants a stop of a step. */
  plant(program: Program, address: number): void {
    this.make(program, address).temporary++;
  }

  /** Takes a stop of a step away again. */
  remove(program: Program, address: number): void {
    const site = this.at(program, address);
    if (site === undefined) return;
    site.temporary--;
    this.release(program, address, site);
  }
}
