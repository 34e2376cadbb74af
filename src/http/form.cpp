#include "http/form.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

namespace dostyq::http {
namespace {

using Json = nlohmann::json;

constexpr int kMostLevels = 32;

// Counted before parsing, so that a tower of brackets costs nothing.
int levels(std::string_view json) {
  int level = 0;
  int deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') deepest = std::max(deepest, ++level);
    if (c == '}' || c == ']') --level;
  }
  return deepest;
}

size_t letters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
  });
}

std::string trimmed(const std::string& text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string shown(double value) {
  return value == std::floor(value) ? std::to_string(static_cast<int64_t>(value))
                                    : std::to_string(value);
}

}  // namespace

struct Form::Content {
  Json json = Json::object();
  std::string prefix;  ///< "name." when this form stands in a field
  std::set<std::string, std::less<>> read;
  std::vector<FieldError> errors;
  std::optional<Problem> unreadable;

  // The field's value, or null when it is absent or null.
  const Json* get(std::string_view field) {
    read.emplace(field);
    const auto found = json.find(std::string(field));
    return found == json.end() || found->is_null() ? nullptr : &*found;
  }
  void wrong(std::string_view field, std::string key, std::vector<std::string> args = {}) {
    errors.push_back({prefix + std::string(field), std::move(key), std::move(args), {}});
  }
  template <typename T>
  T needed(std::string_view field, std::optional<T> value, T other) {
    if (value) return std::move(*value);
    const auto found = json.find(std::string(field));
    if (found == json.end() || found->is_null()) wrong(field, "http.needs_field");
    return other;
  }
};

Form::Form(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Form::~Form() = default;
Form::Form(Form&&) noexcept = default;
Form& Form::operator=(Form&&) noexcept = default;

Form::Form(std::string_view json) : content_(std::make_unique<Content>()) {
  if (levels(json) > kMostLevels) {
    content_->unreadable =
        Problem{400, "http.json_too_deep", {std::to_string(kMostLevels)}, {}, {}};
    return;
  }
  try {
    content_->json = Json::parse(json);
  } catch (const Json::exception& error) {
    const std::string what = error.what();
    content_->unreadable =
        Problem{400, "http.bad_json", {what.substr(what.find("] ") + 2)}, {}, {}};
    content_->json = Json::object();
    return;
  }
  if (content_->json.is_object()) return;
  content_->unreadable = Problem{400, "http.needs_object", {}, {}, {}};
  content_->json = Json::object();
}

std::optional<std::string> Form::maybe_text(std::string_view field, size_t most_letters) {
  const Json* value = content_->get(field);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string() || has_control(value->get_ref<const std::string&>())) {
    content_->wrong(field, "http.needs_text");
    return std::nullopt;
  }
  std::string text = trimmed(value->get_ref<const std::string&>());
  if (text.empty()) {
    content_->wrong(field, "http.needs_field");
    return std::nullopt;
  }
  if (letters(text) > most_letters) {
    content_->wrong(field, "http.too_long", {std::to_string(most_letters)});
    return std::nullopt;
  }
  return text;
}

std::optional<std::string> Form::maybe_secret(std::string_view field, size_t most_bytes) {
  const Json* value = content_->get(field);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    content_->wrong(field, "http.needs_text");
    return std::nullopt;
  }
  auto text = value->get<std::string>();
  if (text.size() > most_bytes) {
    content_->wrong(field, "http.too_long", {std::to_string(most_bytes)});
    return std::nullopt;
  }
  return text;
}

std::optional<int64_t> Form::maybe_number(std::string_view field, int64_t least, int64_t most) {
  const Json* value = content_->get(field);
  if (value == nullptr) return std::nullopt;
  const bool fits =
      value->is_number_integer() &&
      !(value->is_number_unsigned() && value->get<uint64_t>() > static_cast<uint64_t>(INT64_MAX));
  if (!fits || value->get<int64_t>() < least || value->get<int64_t>() > most) {
    content_->wrong(field, "http.needs_number", {std::to_string(least), std::to_string(most)});
    return std::nullopt;
  }
  return value->get<int64_t>();
}

std::optional<double> Form::maybe_decimal(std::string_view field, double least, double most) {
  const Json* value = content_->get(field);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number() || !(value->get<double>() >= least && value->get<double>() <= most)) {
    content_->wrong(field, "http.needs_decimal", {shown(least), shown(most)});
    return std::nullopt;
  }
  return value->get<double>();
}

std::optional<Date> Form::maybe_date(std::string_view field) {
  const Json* value = content_->get(field);
  if (value == nullptr) return std::nullopt;
  const std::optional<Date> date =
      value->is_string() ? Date::parse(value->get_ref<const std::string&>()) : std::nullopt;
  if (!date) content_->wrong(field, "http.needs_date");
  return date;
}

std::optional<bool> Form::maybe_flag(std::string_view field) {
  const Json* value = content_->get(field);
  if (value == nullptr) return std::nullopt;
  if (!value->is_boolean()) {
    content_->wrong(field, "http.needs_flag");
    return std::nullopt;
  }
  return value->get<bool>();
}

std::optional<std::string> Form::maybe_one_of(std::string_view field,
                                              const std::vector<std::string>& words) {
  const Json* value = content_->get(field);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string() ||
      std::find(words.begin(), words.end(), value->get_ref<const std::string&>()) == words.end()) {
    content_->wrong(field, "http.needs_one_of", {joined(words)});
    return std::nullopt;
  }
  return value->get<std::string>();
}

std::string Form::text(std::string_view field, size_t most_letters) {
  return content_->needed(field, maybe_text(field, most_letters), std::string());
}
std::string Form::secret(std::string_view field, size_t most_bytes) {
  return content_->needed(field, maybe_secret(field, most_bytes), std::string());
}
int64_t Form::number(std::string_view field, int64_t least, int64_t most) {
  return content_->needed(field, maybe_number(field, least, most), least);
}
double Form::decimal(std::string_view field, double least, double most) {
  return content_->needed(field, maybe_decimal(field, least, most), least);
}
Date Form::date(std::string_view field) {
  return content_->needed(field, maybe_date(field), Date());
}
bool Form::flag(std::string_view field) {
  return content_->needed(field, maybe_flag(field), false);
}
std::string Form::one_of(std::string_view field, const std::vector<std::string>& words) {
  return content_->needed(field, maybe_one_of(field, words), std::string());
}

Text Form::three_languages(std::string_view field, size_t most_letters) {
  Text out;
  const Json* value = content_->get(field);
  if (value == nullptr || !value->is_object()) {
    content_->wrong(field, "http.needs_field");
    return out;
  }
  auto inside = std::make_unique<Content>();
  inside->json = *value;
  inside->prefix = content_->prefix + std::string(field) + ".";
  Form part(std::move(inside));
  for (const Language language : kLanguages)
    out.in(language) = part.text(code(language), most_letters);
  take(part);
  return out;
}

bool Form::has(std::string_view field) const {
  const auto found = content_->json.find(std::string(field));
  return found != content_->json.end() && !found->is_null();
}

bool Form::mentions(std::string_view field) const {
  return content_->json.contains(std::string(field));
}

std::vector<Form> Form::list(std::string_view field, size_t most) {
  std::vector<Form> parts;
  const Json* value = content_->get(field);
  if (value == nullptr) return parts;
  if (!value->is_array() || value->size() > most) {
    content_->wrong(field, "http.needs_list", {std::to_string(most)});
    return parts;
  }
  for (size_t i = 0; i < value->size(); ++i) {
    auto inside = std::make_unique<Content>();
    inside->prefix = content_->prefix + std::string(field) + "." + std::to_string(i) + ".";
    if ((*value)[i].is_object()) {
      inside->json = (*value)[i];
    } else {
      inside->errors.push_back(
          {inside->prefix.substr(0, inside->prefix.size() - 1), "http.needs_object", {}, {}});
    }
    parts.push_back(Form(std::move(inside)));
  }
  return parts;
}

void Form::wrong(std::string_view field, std::string key, std::vector<std::string> args) {
  content_->wrong(field, std::move(key), std::move(args));
}

void Form::take(Form& part) {
  if (std::optional<Problem> problem = part.done())
    content_->errors.insert(content_->errors.end(), problem->errors.begin(), problem->errors.end());
}

std::optional<Problem> Form::done() {
  if (content_->unreadable) return content_->unreadable;
  for (const auto& [name, value] : content_->json.items()) {
    if (!content_->read.contains(name)) content_->wrong(name, "http.unknown_field");
  }
  if (content_->errors.empty()) return std::nullopt;
  return Problem{422, "http.invalid", {}, std::move(content_->errors), {}};
}

}  // namespace dostyq::http
