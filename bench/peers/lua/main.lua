-- Runs the programs of the suite on request: reads lines of a name and a work count, answers each with the checksum. Standard
-- Lua has no monotonic clock that is fine enough, so whoever asks takes the time.
local folder = arg[0]:match("^(.*)/")

-- Lua 5.4 has operators on bits, LuaJIT a library of functions: what needs them is there twice.
local engine = jit and "luajit" or "lua54"
local programs = {}
for _, name in ipairs { "fib", "sieve", "matmul", "mandelbrot", "nbody", "quicksort" } do
  programs[name] = dofile(folder .. "/" .. name .. ".lua")
end
for _, name in ipairs { "collatz", "xorshift" } do
  programs[name] = dofile(folder .. "/" .. name .. "." .. engine .. ".lua")
end

for line in io.lines() do
  local name, count = line:match("^(%S+) (%d+)$")
  io.write(string.format("%d\n", programs[name](tonumber(count))))
  io.flush()
end
