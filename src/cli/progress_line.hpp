#pragma once

#include <chrono>
#include <string>

#include "cli/context.hpp"

namespace dostyq::cli {

/// Progress on stderr: one line that is rewritten on a terminal, else a line for each stage. Ends
/// its line when destroyed.
class ProgressLine {
 public:
  explicit ProgressLine(const Context& context);
  ~ProgressLine();
  void step(const std::string& words);    ///< a step without figures
  void update(const Progress& progress);  ///< incumbent, bound, gap, time
  /// The next stage ends at the latest so many seconds from now (infinity: open).
  void stage_begins(double seconds);
  /// A stage of which a part from 0 to 1 is done, with the time it still needs.
  void part(const std::string& stage, double done);

 private:
  void write(const std::string& line);
  const Context& context_;
  bool terminal_;
  bool open_ = false;
  std::string stage_;
  std::chrono::steady_clock::time_point began_;  // the stage
  std::chrono::steady_clock::time_point ends_ = std::chrono::steady_clock::time_point::max();
};

}  // namespace dostyq::cli
