#pragma once

#include <string>

#include "cli/context.hpp"

// dostyq read: draft orders from a published report.
namespace dostyq::cli {

struct ReadArguments {
  std::string source;     ///< a file; "-": standard input
  std::string programme;  ///< a folder; empty: the built-in one
  std::string published;  ///< the page's day, when it does not say it
  std::string source_id;  ///< of the programme's sources.csv, for the drafts
  std::string text, draft, review, decisions;
  bool all = false;
};
int read_report(const ReadArguments& arguments, const Context& context);

}  // namespace dostyq::cli
