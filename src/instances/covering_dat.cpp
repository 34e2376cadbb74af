#include "instances/covering_dat.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "base/parallel.hpp"
#include "instances/cover_grid.hpp"
#include "instances/coverage.hpp"
#include "instances/decimal.hpp"

namespace dostyq::instances {
namespace {

constexpr size_t kPiece = size_t{4} << 20;  // bytes; fixed, so that threads do not show
constexpr int64_t kMostWeight = int64_t{1} << 53;
constexpr char kHeader[] = "n m";
constexpr char kSiteLine[] = "F id x y cost";
constexpr char kCustomerLine[] = "C id x y weight";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads the fields of lines; a failed read stays where it is and says so.
class Fields {
 public:
  explicit Fields(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  const char* at() const { return at_; }
  bool at_end() const { return at_ == end_; }
  /// Goes on to the next line that holds anything.
  void skip_empty_lines() {
    while (at_ < end_ && (is_blank(*at_) || *at_ == '\n')) ++at_;
  }
  bool letter(char wanted) {
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return at_ < end_ && is_blank(*at_);
  }
  bool whole(int64_t& value) {
    skip_blanks();
    const auto [rest, error] = std::from_chars(at_, end_, value);
    if (error != std::errc() || value < 0) return false;
    at_ = rest;
    return field_ends();
  }
  bool number(double& value) {
    skip_blanks();
    if (short_number(value)) return true;
    const auto [rest, error] = std::from_chars(at_, end_, value);
    if (error != std::errc() || !std::isfinite(value)) return false;
    at_ = rest;
    return field_ends();
  }
  bool line_ends() {
    skip_blanks();
    if (at_ == end_) return true;
    if (*at_ != '\n') return false;
    ++at_;
    return true;
  }

 private:
  void skip_blanks() {
    while (at_ < end_ && is_blank(*at_)) ++at_;
  }
  bool field_ends() const { return at_ == end_ || is_blank(*at_) || *at_ == '\n'; }

  /// Up to 15 digits and a point among them: the quotient of two doubles that hold whole numbers
  /// exactly is the nearest double to the decimal (Clinger 1990).
  bool short_number(double& value) {
    static constexpr std::array kPowers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char* here = at_;
    const bool negative = here < end_ && *here == '-';
    if (negative) ++here;
    int64_t mantissa = 0;
    int digits = 0;
    size_t decimals = 0;
    for (; here < end_ && is_digit(*here) && digits < 16; ++here, ++digits) {
      mantissa = mantissa * 10 + (*here - '0');
    }
    if (here < end_ && *here == '.') {
      for (++here; here < end_ && is_digit(*here) && digits < 16; ++here, ++digits, ++decimals) {
        mantissa = mantissa * 10 + (*here - '0');
      }
    }
    if (digits == 0 || digits > 15) return false;
    if (here < end_ && !is_blank(*here) && *here != '\n') return false;
    const double size = static_cast<double>(mantissa) / kPowers[decimals];
    value = negative ? -size : size;
    at_ = here;
    return true;
  }

  const char* at_;
  const char* end_;
};

struct Record {
  optim::PlanePoint at;
  int64_t amount = 0;
};

bool read_record(Fields& fields, char letter, Record& record) {
  int64_t id = 0;
  return fields.letter(letter) && fields.whole(id) && fields.number(record.at.x) &&
         fields.number(record.at.y) && fields.whole(record.amount) && fields.line_ends() &&
         record.amount <= kMostWeight;
}

/// The text, and where in it errors are.
struct Text {
  std::string_view bytes;
  const std::string& file;

  tl::unexpected<Error> wrong(const char* at, std::string key, std::string argument) const {
    const std::string_view before = bytes.substr(0, static_cast<size_t>(at - bytes.data()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    return fail(std::move(key), {std::move(argument)}, {file, static_cast<int>(line), ""});
  }
};

struct Head {
  std::vector<Record> sites;
  int64_t customers = 0;
  const char* rest = nullptr;  ///< the lines of customers
};

Result<Head> read_head(const Text& text) {
  Fields fields(text.bytes);
  fields.skip_empty_lines();
  int64_t sites = 0;
  Head head;
  const char* line = fields.at();
  if (!fields.whole(sites) || !fields.whole(head.customers) || !fields.line_ends() ||
      sites > std::numeric_limits<int32_t>::max()) {
    return text.wrong(line, "instances.line", kHeader);
  }
  // A line has at least ten characters: a wild number must not take all memory.
  head.sites.reserve(std::min(static_cast<size_t>(sites), text.bytes.size() / 10 + 1));
  for (int64_t j = 0; j < sites; ++j) {
    fields.skip_empty_lines();
    line = fields.at();
    if (fields.at_end()) return text.wrong(line, "instances.ends_early", kSiteLine);
    Record site;
    if (!read_record(fields, 'F', site)) return text.wrong(line, "instances.line", kSiteLine);
    head.sites.push_back(site);
  }
  head.rest = fields.at();
  return head;
}

/// Pieces of whole lines.
std::vector<std::string_view> cut_to_pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    size_t length = text.size();
    if (length > kPiece) {
      const size_t newline = text.find('\n', kPiece);
      length = newline == std::string_view::npos ? text.size() : newline + 1;
    }
    pieces.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return pieces;
}

/// What pieces of the lines of customers count.
struct Counted {
  int64_t customers = 0;
  int64_t weight = 0;
  const char* wrong = nullptr;  ///< the first line that is none
};

template <typename Visit>
Counted for_each_customer(std::string_view text, const Visit& visit) {
  Fields fields(text);
  Counted counted;
  Record customer;
  for (fields.skip_empty_lines(); !fields.at_end(); fields.skip_empty_lines()) {
    const char* line = fields.at();
    if (!read_record(fields, 'C', customer) || customer.amount > kMostWeight - counted.weight) {
      counted.wrong = line;
      return counted;
    }
    ++counted.customers;
    counted.weight += customer.amount;
    visit(customer);
  }
  return counted;
}

/// The first error of the pieces, else all of them together.
Result<Counted> total(const Text& text, const Head& head, const std::vector<Counted>& pieces) {
  Counted sum;
  for (const Counted& piece : pieces) {
    if (piece.wrong != nullptr) return text.wrong(piece.wrong, "instances.line", kCustomerLine);
    sum.customers += piece.customers;
    if (piece.weight > kMostWeight - sum.weight) {
      return fail("instances.too_large", {"C", kCustomerLine}, {text.file, 0, ""});
    }
    sum.weight += piece.weight;
  }
  const char* const end = text.bytes.data() + text.bytes.size();
  if (sum.customers < head.customers) {
    return text.wrong(end, "instances.ends_early", kCustomerLine);
  }
  if (sum.customers > head.customers) return text.wrong(end, "instances.goes_on", "C");
  if (sum.customers > std::numeric_limits<int>::max()) {
    const char* const begin = end - text.bytes.size();
    return text.wrong(begin, "instances.line", kHeader);
  }
  return sum;
}

std::string_view rest_of(const Text& text, const Head& head) {
  return text.bytes.substr(static_cast<size_t>(head.rest - text.bytes.data()));
}

void take_sites(const Head& head, std::vector<optim::PlanePoint>& points,
                std::vector<int64_t>& opening_cost) {
  for (const Record& site : head.sites) {
    points.push_back(site.at);
    opening_cost.push_back(site.amount);
  }
}

Result<void> take_customers(const Text& text, const Head& head, unsigned threads,
                            Instance& instance) {
  const std::vector<std::string_view> texts = cut_to_pieces(rest_of(text, head));
  std::vector<std::vector<Record>> records(texts.size());
  std::vector<Counted> counted(texts.size());
  for_each_index(texts.size(), threads, [&](size_t i) {
    counted[i] = for_each_customer(texts[i],
                                   [&](const Record& customer) { records[i].push_back(customer); });
  });
  const Result<Counted> all = total(text, head, counted);
  if (!all) return tl::unexpected(all.error());
  for (std::vector<Record>& piece : records) {
    for (const Record& customer : piece) {
      instance.customer_points.push_back(customer.at);
      instance.weight.push_back(customer.amount);
    }
    piece = {};
  }
  instance.customers = static_cast<int>(all->customers);
  return {};
}

Error of_file(const char* key, const Source& source, std::vector<std::string> args = {}) {
  return {ErrorCode::kBadInput, key, std::move(args), {source.file, 0, ""}};
}

}  // namespace

Result<CoveringDat> parse_covering_dat(std::string_view bytes, const std::string& file,
                                       double radius, unsigned threads) {
  const Text text{bytes, file};
  const Result<Head> head = read_head(text);
  if (!head) return tl::unexpected(head.error());
  CoveringDat dat;
  take_sites(*head, dat.site_points, dat.opening_cost);
  const CoverGrid grid(dat.site_points, radius);
  const std::vector<std::string_view> texts = cut_to_pieces(rest_of(text, *head));
  std::vector<CoveragePiece> pieces(texts.size());
  std::vector<Counted> counted(texts.size());
  for_each_index(texts.size(), threads, [&](size_t i) {
    std::vector<int32_t> sites;
    counted[i] = for_each_customer(texts[i], [&](const Record& customer) {
      grid.find(customer.at, sites);
      pieces[i].add(sites, customer.amount);
    });
  });
  const Result<Counted> all = total(text, *head, counted);
  if (!all) return tl::unexpected(all.error());
  dat.coverage = join(pieces);
  return dat;
}

bool looks_like_covering_dat(const Source& source) {
  Fields fields(source.text);
  fields.skip_empty_lines();
  int64_t sites = 0, customers = 0;
  if (!fields.whole(sites) || !fields.whole(customers) || !fields.line_ends()) return false;
  fields.skip_empty_lines();
  return fields.letter('F');
}

Checked<Instance> read_covering_dat(const Source& source) {
  const Text text{source.text, source.file};
  const auto refuse = [](const Error& error) { return tl::unexpected(Problems{error}); };
  const Result<Head> head = read_head(text);
  if (!head) return refuse(head.error());
  Instance instance;
  const int64_t scale = power_of_ten(source.options.decimals.value_or(0));
  instance.cost_scale = scale;
  instance.measure = Measure::kPlane;
  instance.radius_is_open = true;
  take_sites(*head, instance.site_points, instance.opening_cost);
  for (int64_t& cost : instance.opening_cost) {
    if (cost > kMostWeight / scale)
      return refuse(of_file("instances.too_large", source, {"F", kSiteLine}));
    cost *= scale;
  }
  instance.sites = static_cast<int>(instance.site_points.size());
  if (const auto radius = source.options.cover_within) {
    Result<CoveringDat> dat =
        parse_covering_dat(source.text, source.file, *radius, source.options.threads);
    if (!dat) return refuse(dat.error());
    instance.customers = static_cast<int>(dat->coverage.customers);
    instance.coverage = std::move(dat->coverage);
  } else if (Result<void> read = take_customers(text, *head, source.options.threads, instance);
             !read) {
    return refuse(read.error());
  }
  if (instance.sites == 0) return refuse(of_file("instances.no_sites", source));
  if (instance.customers == 0) return refuse(of_file("instances.no_customers", source));
  return instance;
}

}  // namespace dostyq::instances
