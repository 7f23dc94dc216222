-- The sieve of Eratosthenes: counts the primes below a million.
local LIMIT = 1000000
local crossed = {}

local function count_primes()
  local crossed, count = crossed, 0
  for i = 0, LIMIT - 1 do crossed[i] = false end
  for i = 2, LIMIT - 1 do
    if not crossed[i] then
      count = count + 1
      for j = i + i, LIMIT - 1, i do crossed[j] = true end
    end
  end
  return count
end

return function(rounds)
  local checksum = 0
  for _ = 1, rounds do checksum = checksum + count_primes() end
  return checksum
end
