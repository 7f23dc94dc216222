// Small programs that the tests of the command line run.

/** Reads a line, writes it back, and ends with the number of its bytes. */
export const ECHO_LINE = `data line = space 64
entry func main -> i32
  local size: i32
  line 64 sys read set size
  line get size sys write drop
  get size ret
end
`;

/** Says that it runs, then does so for ever. */
export const ENDLESS = `data ready = "ready\\n"
entry func main
  ready 6 sys write drop
again:
  jump again
end
`;

/** Writes for ever. */
export const FLOOD = `data text = "0123456789abcdef"
entry func main
again:
  text 16 sys write drop jump again
end
`;

/** Ends with its first argument's first byte. */
export const FIRST_ARGUMENT = `data text = space 64
entry func main -> i32
  text 64 sys args drop
  text load8.u ret
end
`;

/** Stores outside its memory, in its third line. */
export const OUTSIDE = `memory 65536
entry func main
  70000 1 store ret
end
`;
