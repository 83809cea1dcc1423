-- Asks for a page of many websites. Arguments: a file of Host headers (one a line), the path, and the exponent of
-- the Zipf distribution (0 asks for all websites equally often).
-- Requests and their order are computed before the measurement; the order is the same in every run.
dofile(debug.getinfo(1, "S").source:sub(2):match("(.*/)") .. "report.lua")

local requests, order, at = {}, {}, 0
local orderLength = 65536

function init(args)
  local hosts = {}
  for host in io.lines(args[1]) do hosts[#hosts + 1] = host end
  local sum, sums = 0, {}
  for rank, host in ipairs(hosts) do
    requests[rank] = wrk.format("GET", args[2], { Host = host })
    sum = sum + 1 / rank ^ tonumber(args[3])
    sums[rank] = sum
  end
  -- Evenly spread draws (golden ratio): a short run has the distribution of a long one.
  local draw = 0
  for i = 1, orderLength do
    draw = (draw + 0.6180339887498949) % 1
    order[i] = requests[rankAt(sums, draw * sum)]
  end
end

function rankAt(sums, value)
  local low, high = 1, #sums
  while low < high do
    local middle = math.floor((low + high) / 2)
    if sums[middle] < value then low = middle + 1 else high = middle end
  end
  return low
end

function request()
  at = at % orderLength + 1
  return order[at]
end
