#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "http/problem.hpp"

namespace dostyq::http {

/// The fields of a JSON object that a person filled in. Each reader notes what is wrong beside its
/// field and goes on, so that all mistakes come at once; done() refuses with all of them and with
/// fields that nobody read. At most 32 levels deep.
///
///   Form form(request.body);
///   const std::string name = form.text("name", 200);
///   const std::optional<Date> opened = form.maybe_date("opened");
///   if (auto wrong = form.done()) return tl::unexpected(*wrong);
class Form {
 public:
  explicit Form(std::string_view json);
  ~Form();
  Form(Form&&) noexcept;
  Form& operator=(Form&&) noexcept;

  /// Texts are without spaces around, without control characters but line ends, and not empty.
  std::string text(std::string_view field, size_t most_letters);
  /// Passwords: as they are.
  std::string secret(std::string_view field, size_t most_bytes);
  int64_t number(std::string_view field, int64_t least, int64_t most);
  double decimal(std::string_view field, double least, double most);
  Date date(std::string_view field);
  bool flag(std::string_view field);
  std::string one_of(std::string_view field, const std::vector<std::string>& words);
  Text three_languages(std::string_view field, size_t most_letters);

  /// The same for fields that may be absent or null.
  std::optional<std::string> maybe_text(std::string_view field, size_t most_letters);
  std::optional<std::string> maybe_secret(std::string_view field, size_t most_bytes);
  std::optional<int64_t> maybe_number(std::string_view field, int64_t least, int64_t most);
  std::optional<double> maybe_decimal(std::string_view field, double least, double most);
  std::optional<Date> maybe_date(std::string_view field);
  std::optional<bool> maybe_flag(std::string_view field);
  std::optional<std::string> maybe_one_of(std::string_view field,
                                          const std::vector<std::string>& words);

  /// Is the field there and not null?
  bool has(std::string_view field) const;
  /// Is it there at all: in a PATCH, null empties and absent keeps.
  bool mentions(std::string_view field) const;
  /// Objects of a list, each a form of its own whose mistakes are noted here by done().
  std::vector<Form> list(std::string_view field, size_t most);
  /// A mistake that only the caller can know.
  void wrong(std::string_view field, std::string key, std::vector<std::string> args = {});
  /// The mistakes of a form of list(), with its place in front.
  void take(Form& part);

  /// Nothing when all is right.
  std::optional<Problem> done();

 private:
  struct Content;
  explicit Form(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace dostyq::http
