// Log, metrics and events by themselves.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "http/conditional.hpp"
#include "http/events.hpp"
#include "http/gzip.hpp"
#include "http/log.hpp"
#include "http/metrics.hpp"

namespace dostyq::http {
namespace {

std::string content(std::FILE* file) {
  std::rewind(file);
  std::string out;
  char bytes[4096];
  size_t got = 0;
  while ((got = std::fread(bytes, 1, sizeof bytes, file)) > 0) out.append(bytes, got);
  return out;
}

TEST(Log, WritesJsonLinesWithoutAddresses) {
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  std::string client;
  {
    Log log(file, LogDetail::kRequests);
    client = log.client("203.0.113.7");
    EXPECT_EQ(client, log.client("203.0.113.7"));
    EXPECT_NE(client, log.client("203.0.113.8"));
    log.info("request", {{"route", std::string_view("sites.get")},
                         {"status", int64_t{200}},
                         {"ms", 0.25},
                         {"client", client}});
    log.warn("handler_failed", {{"what", std::string_view("a \"quoted\"\nline\x01")}});
  }
  std::istringstream lines(content(file));
  std::fclose(file);
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  const auto first = nlohmann::json::parse(line);
  EXPECT_EQ(first["event"], "request");
  EXPECT_EQ(first["status"], 200);
  EXPECT_EQ(first["ms"], 0.25);
  EXPECT_EQ(line.find("203.0.113"), std::string::npos);
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(nlohmann::json::parse(line)["what"], "a \"quoted\"\nline\x01");
  EXPECT_FALSE(std::getline(lines, line));
  Log other(stderr, LogDetail::kOff);
  EXPECT_NE(client, other.client("203.0.113.7")) << "another run, another key";
}

TEST(Metrics, CountsByRouteAndClass) {
  Metrics metrics({"sites.get", "sites.list"});
  metrics.answered(0, 200, 0.0004, 100);
  metrics.answered(0, 304, 0.003, 0);
  metrics.answered(1, 503, 3, 10);
  metrics.answered(Metrics::kNoRoute, 404, 0.001, 5);
  const std::string text = metrics.text();
  for (const char* line : {"dostyq_requests_total{route=\"sites.get\",status=\"2xx\"} 1\n",
                           "dostyq_requests_total{route=\"sites.get\",status=\"3xx\"} 1\n",
                           "dostyq_requests_total{route=\"sites.list\",status=\"5xx\"} 1\n",
                           "dostyq_requests_total{route=\"none\",status=\"4xx\"} 1\n",
                           "dostyq_request_seconds_bucket{route=\"sites.get\",le=\"0.001\"} 1\n",
                           "dostyq_request_seconds_bucket{route=\"sites.get\",le=\"0.005\"} 2\n",
                           "dostyq_request_seconds_bucket{route=\"sites.list\",le=\"2.5\"} 0\n",
                           "dostyq_request_seconds_bucket{route=\"sites.list\",le=\"+Inf\"} 1\n",
                           "dostyq_response_bytes_total{route=\"sites.get\"} 100\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line;
}

TEST(Events, KeepTheLastOnesAndWakeFollowers) {
  EventChannel channel(3);
  int woken = 0;
  const uint64_t follower = channel.follow([&] { ++woken; });
  for (int i = 1; i <= 5; ++i)
    EXPECT_EQ(channel.publish("n", std::to_string(i)), static_cast<uint64_t>(i));
  EXPECT_EQ(woken, 5);
  const EventChannel::News late = channel.after(1);
  ASSERT_EQ(late.events.size(), 3U) << "the oldest are gone";
  EXPECT_EQ(late.events.front().id, 3U);
  EXPECT_EQ(channel.after(4).events.size(), 1U);
  channel.leave(follower);
  channel.close();
  EXPECT_EQ(woken, 5);
  EXPECT_TRUE(channel.after(5).closed);
  EXPECT_EQ(channel.publish("n", "6"), 5U) << "nothing follows the end";
}

TEST(Events, AreWrittenAsTheStandardWants) {
  EXPECT_EQ(format({7, "progress", "a\nb\r\nc\rd"}),
            "id: 7\nevent: progress\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(format({1, "", ""}), "id: 1\ndata: \n\n");
}

TEST(Conditional, WritesNeedTheTagThatWasRead) {
  Request request;
  EXPECT_EQ(unless_match(request, "\"1\"")->status, 428);
  request.headers.add("If-Match", "\"2\", \"3\"");
  EXPECT_EQ(unless_match(request, "\"1\"")->status, 412);
  EXPECT_FALSE(unless_match(request, "\"3\""));
}

TEST(Gzip, IsDeterministicAndSmaller) {
  const std::string text(10'000, 'a');
  EXPECT_EQ(gzip(text), gzip(text));
  EXPECT_LT(gzip(text).size(), 100U);
  EXPECT_EQ(gzip("").substr(0, 2), "\x1f\x8b");
}

}  // namespace
}  // namespace dostyq::http
