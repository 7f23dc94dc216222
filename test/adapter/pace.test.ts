// How large the pieces are in which a program runs: they follow its speed, and a sudden change of it does not make anyone wait.
import * as assert from 'node:assert/strict';
import { Pace } from '../../src/adapter/pace';

/** Instructions a millisecond: slower than any interpreter on any host, and faster than any compiled code. */
const [SLOWEST, FASTEST] = [2e4, 2e7];
/** Within this a pause has to be there. */
const PAUSE_MS = 50;

/** Runs so many pieces at a speed, with a clock of some resolution; gives how long each took. */
function pieces(pace: Pace, speed: number, count: number, resolution_ms = 0): number[] {
  return Array.from({ length: count }, () => {
    const time_ms = pace.work / speed;
    pace.took(resolution_ms === 0 ? time_ms : Math.floor(time_ms / resolution_ms) * resolution_ms);
    return time_ms;
  });
}

describe('the pace of a run', () => {
  it('makes pieces of one or two milliseconds, at any speed at which so much is not too much', () => {
    for (let speed = SLOWEST; speed <= 5e5; speed *= 1.7) {
      const last_ms = pieces(new Pace(), speed, 30).at(-1) ?? 0;
      assert.ok(last_ms >= 0.9 && last_ms <= 2.1, `${speed}: ${last_ms} ms`);
    }
  });

  it('needs few pieces to get there', () => {
    assert.ok(pieces(new Pace(), FASTEST, 10).reduce((sum, each) => sum + each) < 1);
  });

  it('a program that becomes a hundred times slower is cut within the time of a pause', () => {
    for (let speed = FASTEST; speed / 100 >= SLOWEST; speed /= 1.3) {
      const pace = new Pace();
      pieces(pace, speed, 30);
      const [first_ms, second_ms] = pieces(pace, speed / 100, 2);
      assert.ok(first_ms <= PAUSE_MS, `${speed}: ${first_ms} ms`);
      assert.ok(second_ms <= 2.1, `${speed}: then ${second_ms} ms`);
    }
  });

  it('holds with a clock that shows whole milliseconds only', () => {
    for (let speed = SLOWEST; speed <= FASTEST; speed *= 1.7) {
      const pace = new Pace();
      for (const time_ms of pieces(pace, speed, 100, 1)) assert.ok(time_ms < 4, `${speed}: ${time_ms} ms`);
    }
  });

  it('a piece that the host held up does not make the ones after it small for long', () => {
    const pace = new Pace();
    pieces(pace, 1e6, 30);
    const { work } = pace;
    pace.took(100);
    pieces(pace, 1e6, 6);
    assert.equal(pace.work, work);
  });
});
