-- Reads of projects that there are, at random.
local url = "/api/projects/project-%05d"

function setup(thread)
  seed = (seed or os.time()) + 1
  thread:set("seed", seed)
end

function init()
  math.randomseed(seed)
end

function request()
  return wrk.format("GET", url:format(math.random(1, 10000)))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(('RESULT {"requests":%d,"rate":%.1f,"p50":%.3f,"p99":%.3f,"failed":%d}\n'):format(summary.requests,
    summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
