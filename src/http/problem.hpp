#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/error.hpp"
#include "http/message.hpp"

namespace dostyq::http {

/// What is wrong with one field of a form, one row of a table, one parameter.
struct FieldError {
  std::string field;  ///< in the body ("opened", "name.kk", "rows.3.day"), or a parameter's name;
                      ///< "" the whole
  std::string key;    ///< a message of src/i18n/messages
  std::vector<std::string> args;
  Where where;  ///< for imported files
  friend bool operator==(const FieldError&, const FieldError&) = default;
};

/// A refusal, before it is said in a language (RFC 9457).
struct Problem {
  int status = 500;
  std::string key = "http.internal";
  std::vector<std::string> args;
  std::vector<FieldError> errors;
  std::vector<Header> headers;  ///< Allow, Retry-After …
};

/// What a handler gives back.
using Answer = tl::expected<Response, Problem>;

inline tl::unexpected<Problem> refuse(int status, std::string key,
                                      std::vector<std::string> args = {}) {
  return tl::unexpected<Problem>(Problem{status, std::move(key), std::move(args), {}, {}});
}
/// 422 with what is wrong beside each field.
inline tl::unexpected<Problem> invalid(std::vector<FieldError> errors) {
  return tl::unexpected<Problem>(Problem{422, "http.invalid", {}, std::move(errors), {}});
}

/// An expected failure of the layers below: bad input 422, conflict 409, limit 503, internal 500.
Problem problem_of(const Error& error);
Problem problem_of(const Problems& problems);

/// application/problem+json with type, title, status, detail, key and errors.
Response say(const Problem& problem, Language language);

}  // namespace dostyq::http
