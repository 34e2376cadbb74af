#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace dostyq {

/// Whose turn it is to mend: also the exit code of the command line.
enum class ErrorCode {
  kInternal = 1,
  kBadInput = 2,
  kConflict = 3,  ///< the orders clash
  kLimit = 4,
  kDatabase = 5,    ///< the database could not do it; never confused with the three below
  kNotFound = 6,    ///< there is no such thing, or none that the asker may know of
  kNotAllowed = 7,  ///< the asker's role does not allow it
  kStale = 8,       ///< somebody else was quicker: read again, then write
};

/// A place in an input file. `row` and `column` count from 1; 0 and "" mean the whole file or row.
struct Where {
  std::string file;
  int row = 0;
  std::string column;  ///< a column's name, or a character position for free text

  friend bool operator==(const Where&, const Where&) = default;
};

/// An expected failure. `key` names a message of src/i18n/messages.toml (translated, with the mend
/// in it); `args` fill its {0}, {1} ...
struct Error {
  ErrorCode code = ErrorCode::kBadInput;
  std::string key;
  std::vector<std::string> args;
  Where where;

  friend bool operator==(const Error&, const Error&) = default;
};

using Problems = std::vector<Error>;

template <typename T>
using Result = tl::expected<T, Error>;

/// For readers that report every problem at once.
template <typename T>
using Checked = tl::expected<T, Problems>;

inline tl::unexpected<Error> fail(std::string key, std::vector<std::string> args = {},
                                  Where where = {}, ErrorCode code = ErrorCode::kBadInput) {
  return tl::unexpected<Error>(Error{code, std::move(key), std::move(args), std::move(where)});
}

}  // namespace dostyq
