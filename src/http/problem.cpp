#include "http/problem.hpp"

#include <nlohmann/json.hpp>

#include "i18n/phrase.hpp"

namespace dostyq::http {
namespace {

using Json = nlohmann::ordered_json;

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadInput:
      return 422;
    case ErrorCode::kConflict:
      return 409;
    case ErrorCode::kLimit:
      return 503;
    case ErrorCode::kInternal:
      return 500;
    case ErrorCode::kDatabase:
      return 503;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kNotAllowed:
      return 403;
    case ErrorCode::kStale:
      return 412;
  }
  return 500;
}

// The words of a class of problems: "http.title.404", else that of the hundred.
std::string title(int status, Language language) {
  std::string key = "http.title." + std::to_string(status);
  if (!i18n::knows(key)) key = status < 500 ? "http.title.400" : "http.title.500";
  return i18n::say(key, {}, language);
}

Json said(const FieldError& error, Language language) {
  Json out;
  out["field"] = error.field;
  out["code"] = error.key;
  out["detail"] = i18n::sentence(i18n::say(error.key, error.args, language), language);
  if (!error.where.file.empty()) out["file"] = error.where.file;
  if (error.where.row > 0) out["row"] = error.where.row;
  if (!error.where.column.empty()) out["column"] = error.where.column;
  return out;
}

}  // namespace

Problem problem_of(const Error& error) {
  Problem problem{status_of(error.code), error.key, error.args, {}, {}};
  if (error.where != Where{}) problem.errors.push_back({"", error.key, error.args, error.where});
  return problem;
}

Problem problem_of(const Problems& problems) {
  if (problems.size() == 1) return problem_of(problems.front());
  Problem problem{422, "http.invalid", {}, {}, {}};
  if (!problems.empty()) problem.status = status_of(problems.front().code);
  for (const Error& error : problems)
    problem.errors.push_back({"", error.key, error.args, error.where});
  return problem;
}

Response say(const Problem& problem, Language language) {
  Json out;
  out["type"] = "urn:dostyq:problem:" + problem.key;
  out["title"] = title(problem.status, language);
  out["status"] = problem.status;
  out["detail"] = i18n::sentence(i18n::say(problem.key, problem.args, language), language);
  out["code"] = problem.key;
  if (!problem.errors.empty()) {
    Json errors = Json::array();
    for (const FieldError& error : problem.errors) errors.push_back(said(error, language));
    out["errors"] = std::move(errors);
  }
  Response response = text(problem.status, "application/problem+json; charset=utf-8",
                           out.dump(-1, ' ', false, Json::error_handler_t::replace));
  response.headers.add("Content-Language", std::string(code(language)));
  response.headers.add("Cache-Control", "no-store");
  for (const Header& header : problem.headers) response.headers.set(header.name, header.value);
  return response;
}

}  // namespace dostyq::http
