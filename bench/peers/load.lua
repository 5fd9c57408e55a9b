-- One request again and again. It stands in the environment: METHOD, TARGET, and where there are
-- any BODY and TOKEN. Prints one line of JSON behind the word FIGURES.
wrk.method = os.getenv("METHOD")
wrk.path = os.getenv("TARGET")
wrk.headers["Accept"] = "application/json"
if os.getenv("BODY") then
  wrk.body = os.getenv("BODY")
  wrk.headers["Content-Type"] = "application/json"
end
if os.getenv("TOKEN") then
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
end

function done(summary, latency, requests)
  local errors = summary.errors
  local line = 'FIGURES {"requests":%d,"microseconds":%d,"bytes":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d}\n'
  io.write(string.format(line, summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
