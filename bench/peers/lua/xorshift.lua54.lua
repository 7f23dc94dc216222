-- Marsaglia's generator of random numbers with 32 bits of state, with the operators of Lua 5.4 on 64 bits.
local NUMBERS <const> = 100000

return function(rounds)
  local x = 2463534242
  for _ = 1, rounds * NUMBERS do
    x = x ~ (x << 13) & 0xffffffff
    x = x ~ (x >> 17)
    x = x ~ (x << 5) & 0xffffffff
  end
  return x >= 0x80000000 and x - 0x100000000 or x
end
