-- Marsaglia's generator of random numbers with 32 bits of state, with the library of LuaJIT.
local bit = require("bit")
local bxor, lshift, rshift, tobit = bit.bxor, bit.lshift, bit.rshift, bit.tobit
local NUMBERS = 100000

return function(rounds)
  local x = tobit(2463534242)
  for _ = 1, rounds * NUMBERS do
    x = bxor(x, lshift(x, 13))
    x = bxor(x, rshift(x, 17))
    x = bxor(x, lshift(x, 5))
  end
  return x
end
