#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "instances/decimal.hpp"
#include "instances/formats.hpp"

namespace dostyq::instances {

/// The words of a text of numbers, one after another, whatever the lines. The first thing wrong is
/// kept, and everything after it reads as zero: a reader asks failed() where it would go on at
/// length, and error() at the end. `notation` is how the format writes the record: "i j cost".
class Words {
 public:
  explicit Words(const Source& source) : rest_(source.text), file_(source.file) {}

  bool at_end();
  /// The next word without taking it; "" at the end.
  std::string_view peek();
  std::string_view next(const char* notation);
  /// What is left of the line, trimmed; goes on to the next line.
  std::string_view rest_of_line();

  /// Errors: instances.ends_early, instances.not_whole (also outside least .. most).
  int64_t whole(const char* notation, int64_t least = 0,
                int64_t most = std::numeric_limits<int64_t>::max());
  int count(const char* notation, int least = 0, int most = std::numeric_limits<int>::max());
  /// Not negative. Errors: instances.ends_early, instances.not_number, instances.negative,
  /// instances.too_large.
  Decimal amount(const char* notation);
  /// Any finite number. Errors: instances.ends_early, instances.not_number.
  double real(const char* notation);
  /// Error instances.goes_on unless nothing is left.
  void expect_end();

  /// Errors that follow are about what comes next.
  void mark();
  /// At the word taken last, or at the mark. Only the first error is kept.
  void wrong(std::string key, std::vector<std::string> args = {});
  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }
  tl::unexpected<Problems> problems() const { return tl::unexpected(Problems{*error_}); }
  /// How many bytes are left: a wild number must not take all memory.
  size_t bytes_left() const { return rest_.size(); }

 private:
  void skip_blanks();

  std::string_view rest_;
  std::string file_;
  int line_ = 1;
  int column_ = 1;
  int word_line_ = 0;  ///< of the word taken last
  int word_column_ = 0;
  std::optional<Error> error_;
};

}  // namespace dostyq::instances
