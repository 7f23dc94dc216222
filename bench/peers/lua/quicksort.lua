-- Hoare's quicksort.
local COUNT, SAMPLE = 50000, 1000
local floor = math.floor
local numbers = {}

local function shuffle(seed)
  for i = 0, COUNT - 1 do
    seed = (seed * 3877 + 29573) % 139968
    numbers[i] = seed
  end
  return seed
end

local function sort(numbers, low, high)
  local i, j, pivot = low, high, numbers[floor((low + high) / 2)]
  repeat
    while numbers[i] < pivot do i = i + 1 end
    while numbers[j] > pivot do j = j - 1 end
    if i > j then break end
    numbers[i], numbers[j] = numbers[j], numbers[i]
    i = i + 1
    j = j - 1
  until i > j
  if low < j then sort(numbers, low, j) end
  if i < high then sort(numbers, i, high) end
end

local function digest(checksum)
  for i = 0, COUNT - 1, SAMPLE do checksum = (checksum * 31 + numbers[i]) % 1000003 end
  return checksum
end

return function(rounds)
  local seed, checksum = 42, 0
  for _ = 1, rounds do
    seed = shuffle(seed)
    sort(numbers, 0, COUNT - 1)
    checksum = digest(checksum)
  end
  return checksum
end
