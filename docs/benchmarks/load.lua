-- Reads of projects that there are, at random; with WRITES in the environment, new projects.
local writes = os.getenv("WRITES")
local body = '{"slug":"%s","name":"Written","description":"by a benchmark"}'

function setup(thread)
  seed = (seed or os.time()) + 1
  thread:set("seed", seed)
end

function init()
  math.randomseed(seed)
  made = 0
end

function request()
  if not writes then
    return wrk.format("GET", ("/api/projects/project-%05d"):format(math.random(1, 10000)))
  end
  made = made + 1
  local slug = ("w-%d-%d-%d"):format(seed, math.random(1, 1000000000), made)
  return wrk.format("POST", "/api/projects", { ["Content-Type"] = "application/json" }, body:format(slug))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(('RESULT {"requests":%d,"rate":%.1f,"p50":%.3f,"p99":%.3f,"failed":%d}\n'):format(summary.requests,
    summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
