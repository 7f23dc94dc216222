// The page of the machine room: it shows what the editor sends it, and asks the editor to move the program.
import { Component, createRef, render, type JSX } from 'preact';
import type { Language } from '../../base/message';
import type { LayersBody, MemoryBody, PictureBody, TimeBody } from '../../protocol/picture';
import type { Drawing, Metrics } from '../drawing';
import { drawLayers } from '../layers-drawing';
import { drawMemory, MEMORY } from '../memory-drawing';
import { toRoom, type FromRoom, type Move, type Pane, type ToRoom } from '../room-messages';
import { roomWord, type RoomWord } from '../room-words';
import { drawStack, saidOf, type Surroundings } from '../stack-drawing';
import { drawTime, momentAt, TRAVEL, type Axis } from '../time-drawing';
import { Card } from './card';
import { Empty } from './empty';
import { Icon, type IconName } from './icon';
import { Picture } from './picture';
import { Player, SPEEDS_MS, type Direction } from './playing';
import { pngFile, svgFile } from './save';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; getState(): unknown; setState(state: unknown): void };

const editor = acquireVsCodeApi();
const tell = (message: FromRoom): void => editor.postMessage(message);

const PANES: readonly Pane[] = ['stack', 'layers', 'memory', 'time'];
const PICTURES = { stack: 'picture_of_stack', layers: 'picture_of_layers', memory: 'picture_of_memory', time: 'picture_of_time' } as const satisfies Record<Pane, RoomWord>;

interface State {
  readonly language: Language;
  readonly presenting: boolean;
  readonly shows: 'picture' | 'running' | 'nothing';
  readonly pane: Pane;
  readonly layers?: LayersBody;
  readonly memory?: MemoryBody;
  readonly time?: TimeBody;
  readonly body?: PictureBody;
  readonly before?: PictureBody;
  readonly said: string;
  readonly animated: boolean;
  /** The card of shortcuts shows. */
  readonly card: boolean;
  readonly playing?: Direction;
  readonly width: number;
  readonly metrics: Metrics;
}

class Room extends Component<object, State> {
  override state: State = {
    language: 'en', presenting: false, shows: 'nothing', pane: 'stack', said: '', animated: isAnimated(), card: false, width: 0, metrics: { font: 13, character: 8 },
  };
  private readonly page = createRef<HTMLElement>();
  private axis: Axis | undefined;
  /** The moment to go to as soon as the run stands still. */
  private wanted: { readonly branch: number; readonly steps: number } | undefined;
  private readonly ruler = createRef<HTMLSpanElement>();
  private readonly player = new Player((move) => this.move(move), () => this.setState({ playing: this.player.direction }));

  override componentDidMount(): void {
    window.addEventListener('message', ({ data }) => this.hear(data));
    new ResizeObserver(() => this.measure()).observe(document.body);
    this.measure();
    tell({ kind: 'ready' });
  }

  private word(word: RoomWord, names?: Readonly<Record<string, string | number>>): string {
    return roomWord(this.state.language, word, names);
  }

  private hear(data: unknown): void {
    const message = toRoom(data);
    switch (message?.kind) {
      case 'look': this.look(message); return;
      case 'running': this.setState({ shows: 'running' }); return;
      case 'nothing': this.player.pause(); this.setState({ shows: 'nothing', body: undefined, layers: undefined, memory: undefined, time: undefined, before: undefined, said: '' }); return;
      case 'layers': this.setState({ layers: message.body }); return;
      case 'memory': this.setState({ memory: message.body }); return;
      case 'time': this.setState({ time: message.body }); return;
      case 'picture': this.stopped(message.body, message.reason);
    }
  }

  /** A class sees what moves; afterwards pictures move or not as before. */
  private look({ language, presenting }: ToRoom & { kind: 'look' }): void {
    const changes = presenting === this.state.presenting ? {} : { card: presenting, animated: presenting ? !wantsLessMotion() : isAnimated() };
    this.setState({ language, presenting, ...changes }, () => this.measure());
  }

  private stopped(body: PictureBody, reason: string): void {
    const { body: before, language } = this.state, moved = before === undefined || before.steps !== body.steps || before.branch !== body.branch;
    this.setState({ shows: 'picture', body, before: moved ? before : this.state.before, said: saidOf(body, before, language) });
    this.player.stopped(moved && reason === 'step');
    const { wanted } = this;
    this.wanted = undefined;
    if (wanted !== undefined) tell({ kind: 'travel', ...wanted });
  }

  private move(move: Move): void {
    tell({ kind: 'move', move });
  }

  /** How wide the page and its characters are. */
  private measure(): void {
    const ruler = this.ruler.current, page = this.page.current;
    if (ruler === null || page === null) return;
    const font = parseFloat(getComputedStyle(ruler).fontSize);
    this.setState({ width: page.clientWidth, metrics: { font, character: ruler.getBoundingClientRect().width / ruler.textContent!.length } });
  }

  private drawing(): Drawing | undefined {
    const { body, before, width, metrics, language, pane, layers, memory, time } = this.state, surroundings = { width, metrics, language };
    if (pane === 'time') return time === undefined || time.branches.length === 0 ? undefined : this.timeDrawing(time, surroundings);
    if (pane === 'memory') return memory === undefined ? undefined : drawMemory(memory, surroundings);
    if (pane === 'layers') return layers === undefined ? undefined : drawLayers(layers, surroundings);
    return body === undefined ? undefined : drawStack(body, before, surroundings);
  }

  private async save(format: 'svg' | 'png'): Promise<void> {
    const drawing = this.drawing(), page = this.page.current, { metrics, body, pane } = this.state;
    if (drawing === undefined || page === null) return;
    const data = format === 'svg' ? svgFile(drawing, metrics, page) : await pngFile(drawing, metrics, page);
    tell({ kind: 'save', format, name: `${pane}-${body?.steps ?? 0}`, data });
  }

  private pressed(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    switch (event.key) {
      case 'ArrowRight': this.move('step'); break;
      case 'ArrowLeft': this.move('stepBack'); break;
      case '?': this.setState({ card: !this.state.card }); break;
      case ' ': if (event.target instanceof HTMLButtonElement) return; this.toggle('forward'); break;
      default: return;
    }
    event.preventDefault();
  }

  private toggle(direction: Direction): void {
    if (this.player.direction === undefined) this.player.play(direction);
    else this.player.pause();
  }

  override render(): JSX.Element {
    const { presenting, animated, shows, said, language, card } = this.state;
    const classes = ['room', presenting ? 'presenting' : '', animated ? 'animated' : '', shows].join(' ');
    return (
      <main class={classes} ref={this.page} onKeyDown={(event) => this.pressed(event)}>
        <span class="ruler" ref={this.ruler} aria-hidden="true">0123456789</span>
        {shows === 'nothing' ? <Empty language={language} onBegin={(beginning) => tell({ kind: 'begin', with: beginning })} /> : this.controls()}
        {card ? <Card language={language} /> : undefined}
        {shows === 'nothing' ? undefined : this.picture()}
        <div class="said" role="status" aria-live="polite">{said}</div>
      </main>
    );
  }

  /** The picture of the pane, or a word on why there is none. */
  private picture(): JSX.Element {
    const { shows, body, pane, time } = this.state, drawing = this.drawing();
    return (
      <>
        {drawing === undefined ? undefined : <Picture drawing={drawing} label={this.word(PICTURES[pane])} onAction={(action, x) => this.act(action, x)} />}
        {pane === 'time' && time?.branches.length === 0 ? <p class="empty">{this.word('not_recorded')}</p> : undefined}
        {shows === 'running' && body === undefined ? <p class="empty">{this.word('running')}</p> : undefined}
      </>
    );
  }

  /** Goes to a moment, or, while the run is still on its way to another, after that. */
  private travel(branch: number, steps: number): void {
    const { body } = this.state;
    if (body?.branch === branch && body.steps === steps) return;
    if (this.state.shows === 'running') this.wanted = { branch, steps };
    else tell({ kind: 'travel', branch, steps });
  }

  private timeDrawing(time: TimeBody, surroundings: Surroundings): Drawing {
    const drawing = drawTime(time, surroundings);
    this.axis = drawing.axis;
    return drawing;
  }

  /** @param x where in the picture it was pressed; undefined: with the keyboard */
  private act(action: string, x: number | undefined): void {
    const [kind, number, moment] = action.split(' ');
    if (kind === 'frame') tell({ kind: 'show', frame: Number(number) });
    if (`${kind} ` === MEMORY) tell({ kind: 'bytes', address: Number(number) });
    if (`${kind} ` !== TRAVEL) return;
    const steps = moment !== undefined ? Number(moment) : this.axis === undefined || x === undefined ? undefined : momentAt(this.axis, x);
    const branch = Number(number), end = this.state.time?.branches.find((each) => each.number === branch)?.end ?? 0;
    this.travel(branch, Math.min(steps ?? end, end));
  }

  private controls(): JSX.Element {
    const { playing, shows, body } = this.state, still = shows === 'picture';
    const button = (word: RoomWord & IconName, act: () => void, enabled = still): JSX.Element => (
      <button title={this.word(word)} aria-label={this.word(word)} disabled={!enabled} onClick={act}><Icon name={word} /></button>
    );
    const saving = (format: 'svg' | 'png'): JSX.Element => {
      const name = this.word(format === 'svg' ? 'save_svg' : 'save_png');
      return <button title={name} aria-label={name} disabled={body === undefined} onClick={() => void this.save(format)}>{format.toUpperCase()}</button>;
    };
    const running = playing !== undefined || shows === 'running';
    return (
      <div class="controls" role="toolbar" aria-label={this.word('room')}>
        <h1 class="unseen">{this.word('room')}</h1>
        {this.tabs()}
        {button('play_back', () => this.player.play('backward'), still && playing === undefined)}
        {button('step_back', () => this.move('stepBack'))}
        {running ? button('pause', () => this.pause(), true) : button('play', () => this.player.play('forward'))}
        {button('step', () => this.move('step'))}
        {this.speed()}
        <span class="count">{body === undefined ? '' : this.word('count', { steps: body.steps.toLocaleString(this.state.language) })}</span>
        <span class="layer">{body?.layer ?? ''}</span>
        <span class="space" />
        {this.animation()}
        {saving('svg')}
        {saving('png')}
        {this.state.presenting ? this.shortcuts() : undefined}
        {button('presenter', () => tell({ kind: 'present' }), true)}
      </div>
    );
  }

  private shortcuts(): JSX.Element {
    const { card } = this.state, name = this.word('shortcuts');
    return <button title={name} aria-label={name} aria-pressed={card} onClick={() => this.setState({ card: !card })}>?</button>;
  }

  private tabs(): JSX.Element {
    const choose = (pane: Pane): void => {
      this.setState({ pane });
      tell({ kind: 'pane', pane });
    };
    return (
      <span class="tabs" role="tablist">
        {PANES.map((pane) => <button key={pane} role="tab" aria-selected={pane === this.state.pane} onClick={() => choose(pane)}>{this.word(pane)}</button>)}
      </span>
    );
  }

  private pause(): void {
    this.player.pause();
    if (this.state.shows === 'running') this.move('pause');
  }

  private speed(): JSX.Element {
    const { player } = this, time_ms = SPEEDS_MS[player.speed];
    const text = time_ms === 0 ? this.word('full_speed') : this.word('slow', { seconds: time_ms / 1000 });
    const change = (event: JSX.TargetedInputEvent<HTMLInputElement>): void => {
      player.speed = Number(event.currentTarget.value);
      this.forceUpdate();
    };
    return (
      <label class="speed">
        {this.word('speed')} <input type="range" min={0} max={SPEEDS_MS.length - 1} value={player.speed} aria-valuetext={text} onInput={change} /> <span>{text}</span>
      </label>
    );
  }

  private animation(): JSX.Element {
    const change = (event: JSX.TargetedInputEvent<HTMLInputElement>): void => {
      const animated = event.currentTarget.checked;
      editor.setState({ animated });
      this.setState({ animated });
    };
    return <label class="animation"><input type="checkbox" checked={this.state.animated} onInput={change} /> {this.word('animation')}</label>;
  }
}

/** Whether pictures move: as it was left, else unless the system asks for less of it. */
function isAnimated(): boolean {
  const state = editor.getState();
  if (typeof state === 'object' && state !== null && 'animated' in state) return state.animated === true;
  return !wantsLessMotion();
}

function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion');
}

render(<Room />, document.body);
