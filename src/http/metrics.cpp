#include "http/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace dostyq::http {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

template <typename Value>
void single(std::string& out, const char* name, const char* type, const char* help,
            const Value& value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type,
                 help, value.load(kRelaxed));
}

void family(std::string& out, const char* name, const char* type, const char* help) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

}  // namespace

Metrics::Metrics(std::vector<std::string> routes)
    : names_(std::move(routes)), routes_(std::make_unique<OfRoute[]>(names_.size() + 1)) {
  names_.emplace_back("none");
}

void Metrics::answered(size_t route, int status, double seconds, size_t bytes) {
  OfRoute& of = routes_[std::min(route, names_.size() - 1)];
  of.classes[static_cast<size_t>(std::clamp(status / 100, 0, 5))].fetch_add(1, kRelaxed);
  const auto* const limit = std::lower_bound(kSeconds.begin(), kSeconds.end(), seconds);
  of.within[static_cast<size_t>(limit - kSeconds.begin())].fetch_add(1, kRelaxed);
  of.microseconds.fetch_add(static_cast<uint64_t>(std::max(0.0, seconds) * 1e6), kRelaxed);
  of.bytes.fetch_add(bytes, kRelaxed);
}

std::string Metrics::text() const {
  std::string out;
  single(out, "dostyq_connections", "gauge", "Open connections.", connections);
  single(out, "dostyq_event_streams", "gauge", "Open streams of events.", streams);
  single(out, "dostyq_requests_working", "gauge", "Requests on worker threads or waiting for one.",
         working);
  single(out, "dostyq_connections_total", "counter", "Accepted connections.", accepted);
  single(out, "dostyq_connections_refused_total", "counter", "Connections over the limit.",
         refused);
  single(out, "dostyq_connections_timed_out_total", "counter",
         "Connections ended for being too slow.", timed_out);
  single(out, "dostyq_requests_malformed_total", "counter",
         "Requests that are not HTTP as we take it.", malformed);
  family(out, "dostyq_requests_total", "counter", "Answered requests.");
  for (size_t r = 0; r < names_.size(); ++r) {
    for (size_t c = 1; c < routes_[r].classes.size(); ++c) {
      const uint64_t count = routes_[r].classes[c].load(kRelaxed);
      if (count == 0) continue;
      fmt::format_to(std::back_inserter(out),
                     "dostyq_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", names_[r], c,
                     count);
    }
  }
  family(out, "dostyq_response_bytes_total", "counter", "Bytes of bodies sent.");
  for (size_t r = 0; r < names_.size(); ++r) {
    const uint64_t bytes = routes_[r].bytes.load(kRelaxed);
    if (bytes > 0)
      fmt::format_to(std::back_inserter(out), "dostyq_response_bytes_total{{route=\"{}\"}} {}\n",
                     names_[r], bytes);
  }
  family(out, "dostyq_request_seconds", "histogram", "Time from a whole request to its answer.");
  for (size_t r = 0; r < names_.size(); ++r) {
    uint64_t count = 0;
    for (const auto& bucket : routes_[r].within) count += bucket.load(kRelaxed);
    if (count == 0) continue;
    uint64_t so_far = 0;
    for (size_t b = 0; b < kSeconds.size(); ++b) {
      so_far += routes_[r].within[b].load(kRelaxed);
      fmt::format_to(std::back_inserter(out),
                     "dostyq_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", names_[r],
                     kSeconds[b], so_far);
    }
    fmt::format_to(std::back_inserter(out),
                   "dostyq_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
                   "dostyq_request_seconds_sum{{route=\"{0}\"}} {2:.6f}\n"
                   "dostyq_request_seconds_count{{route=\"{0}\"}} {1}\n",
                   names_[r], count,
                   static_cast<double>(routes_[r].microseconds.load(kRelaxed)) / 1e6);
  }
  return out;
}

}  // namespace dostyq::http
