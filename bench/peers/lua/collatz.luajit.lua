-- Collatz's problem, with the library of LuaJIT.
local bit = require("bit")
local band, rshift = bit.band, bit.rshift
local NUMBERS = 10000

local function steps_from(first)
  local steps = 0
  for start = first, first + NUMBERS - 1 do
    local n = start
    while n ~= 1 do
      if band(n, 1) ~= 0 then n = n * 3 + 1 else n = rshift(n, 1) end
      steps = steps + 1
    end
  end
  return steps
end

return function(rounds)
  local checksum = 0
  for round = 1, rounds do checksum = checksum + steps_from(round) end
  return checksum
end
