#include "cli/progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace dostyq::cli {
namespace {

std::string figure(double value) {
  if (!std::isfinite(value) || std::abs(value) > 1e17) return "–";
  return fmt::format("{:.0f}", value);
}

}  // namespace

ProgressLine::ProgressLine(const Context& context)
    : context_(context), terminal_(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (open_) fmt::print(stderr, "\n");
}

void ProgressLine::write(const std::string& line) {
  if (terminal_) {
    fmt::print(stderr, "\r\033[K{}", line);
    std::fflush(stderr);
    open_ = true;
  } else {
    fmt::print(stderr, "{}\n", line);
  }
}

void ProgressLine::step(const std::string& words) {
  if (open_) fmt::print(stderr, "\n");
  open_ = false;
  fmt::print(stderr, "{}\n", words);
}

void ProgressLine::part(const std::string& stage, double done) {
  const auto now = std::chrono::steady_clock::now();
  if (stage != stage_) {
    step(stage);
    stage_ = stage;
    began_ = now;
  }
  if (!terminal_ || done <= 0) return;
  const double spent = std::chrono::duration<double>(now - began_).count();
  write(fmt::format("  {:3.0f} %  {:.0f} s", 100 * done, spent * (1 - done) / done));
}

void ProgressLine::stage_begins(double seconds) {
  using Clock = std::chrono::steady_clock;
  ends_ = seconds < 1e8 ? Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                             std::chrono::duration<double>(seconds))
                        : Clock::time_point::max();
}

void ProgressLine::update(const Progress& progress) {
  const bool new_stage = progress.stage != stage_;
  if (!terminal_ && !new_stage) return;
  if (new_stage && open_) {
    fmt::print(stderr, "\n");
    open_ = false;
  }
  stage_ = progress.stage;
  const double gap =
      std::abs(progress.incumbent - progress.bound) / std::max(1.0, std::abs(progress.incumbent));
  std::vector<std::string> said{
      progress.stage, progress.has_incumbent ? figure(progress.incumbent) : "–",
      figure(progress.bound),
      progress.has_incumbent && std::isfinite(gap) ? fmt::format("{:.3f} %", 100 * gap) : "–",
      fmt::format("{:.1f}", progress.seconds)};
  const double left =
      std::chrono::duration<double>(ends_ - std::chrono::steady_clock::now()).count();
  const bool limited = left < 1e8;
  if (limited) said.push_back(fmt::format("{:.0f}", std::max(0.0, left)));
  write(context_.say(limited ? "cli.progress_left" : "cli.progress", said));
}

}  // namespace dostyq::cli
