-- Runs the programs of the suite on request: reads lines of a name and a work count, answers each with the checksum and the
-- seconds that the work took. The processor's clock serves: standard Lua has no other that is fine enough, and the work does
-- not wait for anything.
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
  local start_s = os.clock()
  local checksum = programs[name](tonumber(count))
  io.write(string.format("%d %.6f\n", checksum, os.clock() - start_s))
  io.flush()
end
