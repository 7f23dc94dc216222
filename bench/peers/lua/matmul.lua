-- Matrix multiplication.
local SIDE = 120
local CELLS = SIDE * SIDE
local left, right, product = {}, {}, {}

local function fill_matrices()
  for i = 0, CELLS - 1 do
    left[i] = i * 7 % 13 - 6.0
    right[i] = i * 5 % 11 - 5.0
    product[i] = 0.0
  end
end

local function multiply()
  local left, right, product, side = left, right, product, SIDE
  for row = 0, CELLS - 1, side do
    for column = 0, side - 1 do
      local sum = 0.0
      for k = 0, side - 1 do sum = sum + left[row + k] * right[k * side + column] end
      product[row + column] = sum
    end
  end
end

local function diagonal()
  local sum = 0.0
  for i = 0, CELLS - 1, SIDE + 1 do sum = sum + product[i] end
  return sum
end

return function(rounds)
  local checksum = 0
  fill_matrices()
  for round = 0, rounds - 1 do
    left[round] = left[round] + 1
    multiply()
    checksum = checksum + diagonal()
  end
  return checksum
end
