// Shows a drawing: each shape is an element that keeps its key, so that what moves is seen to move.
import type { JSX } from 'preact';
import { cornerOf, type Box, type Drawing, type Line, type Words } from '../drawing';

interface Shown {
  readonly drawing: Drawing;
  readonly label: string;
  /** Called with the action of a box that was pressed, and with the place in the picture where a pointer did it. */
  readonly onAction: (action: string, x?: number) => void;
}

export function Picture({ drawing, label, onAction }: Shown): JSX.Element {
  const { width, height, shapes } = drawing;
  return (
    <svg class="picture" role="group" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      {shapes.map((shape) => {
        switch (shape.kind) {
          case 'box': return <ShownBox key={shape.key} box={shape} onAction={onAction} />;
          case 'words': return <ShownWords key={shape.key} words={shape} />;
          case 'line': return <ShownLine key={shape.key} line={shape} />;
        }
      })}
    </svg>
  );
}

/** Where an element stands; style sheets let it move there. */
function at(x: number, y: number): JSX.CSSProperties {
  return { transform: `translate(${x}px, ${y}px)` };
}

function ShownBox({ box, onAction }: { box: Box; onAction: Shown['onAction'] }): JSX.Element {
  const { part, x, y, width, height, title, action } = box;
  const act = action === undefined ? undefined : (event?: JSX.TargetedMouseEvent<SVGGElement>): void => {
    const left = event?.currentTarget.ownerSVGElement?.getBoundingClientRect().left;
    onAction(action, left === undefined ? undefined : event!.clientX - left);
  };
  const dragged = (event: JSX.TargetedPointerEvent<SVGGElement>): void => { if (event.buttons === 1) act?.(event); };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.stopPropagation();
    act?.();
  };
  const button = act === undefined ? {} : { role: 'button' as const, tabIndex: 0, 'aria-label': title, onClick: act, onPointerMove: dragged, onKeyDown: pressed };
  return (
    <g class={`shape ${part}`} style={at(x, y)} {...button}>
      {title === undefined ? undefined : <title>{title}</title>}
      <rect width={width} height={height} rx={cornerOf(box)} />
    </g>
  );
}

function ShownWords({ words: { part, x, y, anchor, text, title } }: { words: Words }): JSX.Element {
  return (
    <text class={`shape ${part}${title === undefined ? '' : ' told'}`} style={at(x, y)} text-anchor={anchor}>
      {title === undefined ? undefined : <title>{title}</title>}
      {text}
    </text>
  );
}

function ShownLine({ line: { part, from, to } }: { line: Line }): JSX.Element {
  return <line class={part} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />;
}
