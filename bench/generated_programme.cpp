#include "bench/generated_programme.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace dostyq::bench {
namespace {

constexpr int kRegions = 20, kDistrictsEach = 20;
constexpr int kDistricts = kRegions * kDistrictsEach;
constexpr int kRegionColumns = 5;    // of the country
constexpr int kDistrictColumns = 5;  // of a region
constexpr int kGroups = 6;           // and the row of all others
constexpr int64_t kMillion = 1'000'000;
constexpr std::array<const char*, 3> kPhases{"2027", "2028", "2029"};
constexpr std::array<const char*, 3> kEnds{"2027-12-31", "2028-12-31", "2029-12-31"};

// The country in units of 1/100,000 of a degree: 30 degrees by 12, from 50 E, 42 N.
constexpr int64_t kWest = 5'000'000, kSouth = 4'200'000;
constexpr int64_t kDistrictWidth = 3'000'000 / (kRegionColumns * kDistrictColumns);
constexpr int64_t kDistrictHeight = 1'200'000 / 16;

struct Settlement {
  int district = 0;
  int64_t lon = 0, lat = 0, weight = 0;
  bool candidate = false;
  int seat = 0;  // 1 district, 2 region
};

std::string degrees(int64_t value) {
  return fmt::format("{}.{:05}", value / 100'000, value % 100'000);
}
std::string region(int r) { return fmt::format("r{:02}", r); }
std::string district(int d) {
  return fmt::format("r{:02}-d{:02}", d / kDistrictsEach, d % kDistrictsEach);
}

class Writer {
 public:
  Writer(const ProgrammePlan& plan, std::filesystem::path folder)
      : plan_(plan), folder_(std::move(folder)), draw_(plan.seed) {}

  bool write() {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    place_settlements();
    programme();
    small_tables();
    areas();
    people();
    places();
    sites();
    directives();
    return good_;
  }

 private:
  int64_t below(int64_t n) { return static_cast<int64_t>(draw_() % static_cast<uint64_t>(n)); }
  /// Two or more draws added up: near the middle more often.
  int64_t around(int64_t spread) {
    return below(spread) + below(spread) - below(spread) - below(spread);
  }

  void save(const std::string& name, const std::string& text) {
    std::ofstream file(folder_ / name, std::ios::binary);
    file << text;
    good_ = good_ && file.good();
  }

  // Corner of a district, which is a rectangle.
  static int64_t west(int d) {
    const int r = d / kDistrictsEach, k = d % kDistrictsEach;
    return kWest + (r % kRegionColumns * kDistrictColumns + k % kDistrictColumns) * kDistrictWidth;
  }
  static int64_t south(int d) {
    const int r = d / kDistrictsEach, k = d % kDistrictsEach;
    return kSouth + (r / kRegionColumns * 4 + k / kDistrictColumns) * kDistrictHeight;
  }

  Settlement anywhere_in(int d) {
    Settlement s;
    s.district = d;
    s.lon = west(d) + 1'000 + below(kDistrictWidth - 2'000);
    s.lat = south(d) + 1'000 + below(kDistrictHeight - 2'000);
    return s;
  }

  // Towns first: the seat of every district, then towns in districts as dense as they are; around
  // them villages, seven of ten near a town.
  void place_settlements() {
    std::vector<int> density(kDistricts);
    for (int& one : density) one = 1 + static_cast<int>(below(10) * below(10) / 12);
    std::vector<int> lots;
    for (int d = 0; d < kDistricts; ++d)
      for (int k = 0; k < density[static_cast<size_t>(d)]; ++k) lots.push_back(d);
    const auto drawn = [&] {
      return lots[static_cast<size_t>(below(static_cast<int64_t>(lots.size())))];
    };
    const int towns = std::max(plan_.candidates, kDistricts);
    for (int i = 0; i < towns; ++i) {
      Settlement s = anywhere_in(i < kDistricts ? i : drawn());
      const bool capital = i < kDistricts && i % kDistrictsEach == 0;
      s.seat = i >= kDistricts ? 0 : capital ? 2 : 1;
      s.candidate = true;
      s.weight = capital          ? 150'000 + below(600'000)
                 : i < kDistricts ? 8'000 + below(40'000)
                                  : 1'000 + below(150) * below(150);
      settlements_.push_back(s);
    }
    for (int i = towns; i < plan_.points; ++i) {
      Settlement s;
      if (below(10) < 7) {
        const Settlement& town = settlements_[static_cast<size_t>(below(towns))];
        s.district = town.district;
        s.lon = std::clamp(town.lon + around(18'000), west(town.district),
                           west(town.district) + kDistrictWidth - 1);
        s.lat = std::clamp(town.lat + around(12'000), south(town.district),
                           south(town.district) + kDistrictHeight - 1);
      } else {
        s = anywhere_in(drawn());
      }
      s.weight = 1 + below(12) * below(12);
      settlements_.push_back(s);
    }
  }

  void programme() {
    std::string text =
        "format = 1\nid = \"generated\"\ncountry = \"xx\"\nlanguages = [\"kk\", \"ru\", \"en\"]\n"
        "zone = \"Asia/Almaty\"\nepoch = 2020-01-01\nedition = \"2025-01-01\"\ncurrency = \"XXX\"\n"
        "name.kk = \"Жасалған ел\"\nname.ru = \"Сгенерированная страна\"\nname.en = \"Generated "
        "country\"\n";
    constexpr std::array<int64_t, 3> kBudgets{30'000, 24'000, 24'000};  // millions
    for (size_t t = 0; t < 3; ++t)
      text += fmt::format(
          "\n[[phase]]\nid = \"{0}\"\nstart = {0}-01-01\nend = {1}\nbudget = {2}\n"
          "confidence = \"demo\"\n",
          kPhases[t], kEnds[t], kMillion * kBudgets[t]);
    for (const char* id : {"house", "representation"})
      text += fmt::format(
          "\n[[class]]\nid = \"{0}\"\nname.kk = \"{0}\"\nname.ru = \"{0}\"\nname.en = \"{0}\"\n",
          id);
    struct Kind {
      const char* id;
      const char* counts_as;
      int open, year, capacity;  // millions, millions, people
      const char* more;
    };
    constexpr std::array<Kind, 6> kKinds{{
        {"house-existing", "\"house\", \"representation\"", 0, 90, 60'000, "can_open = false\n"},
        {"house-build", "\"house\", \"representation\"", 1'800, 140, 120'000,
         "min_people = 30000\n"},
        {"house-convert", "\"house\", \"representation\"", 700, 80, 50'000, "min_people = 10000\n"},
        {"house-share", "\"house\", \"representation\"", 400, 45, 20'000, "seats_only = true\n"},
        {"branch", "\"representation\"", 60, 18, 8'000, ""},
        {"representative", "\"representation\"", 10, 6, 2'000, ""},
    }};
    for (const Kind& kind : kKinds)
      text += fmt::format(
          "\n[[kind]]\nid = \"{0}\"\nname.kk = \"{0}\"\nname.ru = \"{0}\"\nname.en = \"{0}\"\n"
          "counts_as = [{1}]\nopen_cost = {2}\nyear_cost = {3}\nstaff = 5\n"
          "capacity = {4}\nconfidence = \"demo\"\n{5}",
          kind.id, kind.counts_as, kMillion * kind.open, kMillion * kind.year, kind.capacity,
          kind.more);
    text +=
        "\n[travel]\ndetour = 1.3\nspeeds = [ {to_km = 5, kmh = 30}, {to_km = 50, kmh = 60}, {kmh "
        "= 80} ]\n"
        "limit_minutes = 120\nslack_percent = 20\n";
    for (const auto& [measure, what, when] : std::initializer_list<std::array<const char*, 3>>{
             {"orders_met", "", "every_phase"},
             {"people_reached", "kind = \"house\"\nminutes = 60\n", "end"},
             {"people_reached", "kind = \"house\"\nminutes = 60\n", "every_phase"},
             {"worst_group_reached", "kind = \"house\"\nminutes = 60\n", "end"},
             {"cost", "", "end"},
             {"mean_travel_time", "kind = \"house\"\n", "end"}})
      text +=
          fmt::format("\n[[objective]]\nmeasure = \"{}\"\n{}when = \"{}\"\n", measure, what, when);
    save("programme.toml", text);
  }

  void small_tables() {
    save("sources.csv", "id,title,url,published,licence,note\ngenerated,Generated by bench,,,,\n");
    save("successions.csv", "of,old,new,date,source,confidence\n");
    save("bodies.csv",
         "id,kind,area,name_kk,name_ru,name_en,from,to,source,confidence\n"
         "head,head-of-state,xx,Басшы,Глава,Head,,,generated,demo\n");
    save("completeness.csv",
         "table,kind,area,from,to,source,confidence\nsites,,xx,2020-01-01,,generated,demo\n");
    save("control_totals.csv", "area,group,people,edition,source,confidence\n");
    std::string groups = "id,name_kk,name_ru,name_en,source,confidence\n";
    for (int g = 0; g < kGroups; ++g)
      groups += fmt::format("g{0},Топ {0},Группа {0},Group {0},generated,demo\n", g);
    groups += "other,Басқалар,Другие,Others,generated,demo\n";
    save("groups.csv", groups);
  }

  void areas() {
    std::string text =
        "id,kind,parent,kato,name_kk,name_ru,name_en,lon,lat,from,to,source,confidence\n"
        "xx,country,,,Ел,Страна,Country,,,,,generated,demo\n";
    for (int r = 0; r < kRegions; ++r)
      text += fmt::format("{0},region,xx,,Өңір {1},Регион {1},Region {1},,,,,generated,demo\n",
                          region(r), r);
    for (int d = 0; d < kDistricts; ++d)
      text += fmt::format(
          "{0},district,{1},,Аудан {2},Район {2},District {2},{3},{4},,,generated,demo\n",
          district(d), region(d / kDistrictsEach), d, degrees(west(d) + kDistrictWidth / 2),
          degrees(south(d) + kDistrictHeight / 2));
    save("areas.csv", text);
  }

  // What a statistical area has is what its settlements weigh: demand is known to the person.
  void people() {
    std::vector<int64_t> total(kDistricts, 0);
    for (const Settlement& s : settlements_) total[static_cast<size_t>(s.district)] += s.weight;
    std::string areas = "id,members,edition,people,groups_complete,source,confidence\n";
    std::string rows = "stat_area,group,people,source,confidence\n";
    for (int d = 0; d < kDistricts; ++d) {
      const int64_t all = total[static_cast<size_t>(d)];
      areas += fmt::format("{0},{0},2025-01-01,{1},yes,generated,demo\n", district(d), all);
      std::array<int64_t, kGroups> lots{};
      int64_t sum = 6;  // of all others
      for (int g = 0; g < kGroups; ++g) {
        lots[static_cast<size_t>(g)] = 4 + below(40) * (g == d / kDistrictsEach % kGroups ? 6 : 1);
        sum += lots[static_cast<size_t>(g)];
      }
      int64_t left = all;
      for (int g = 0; g < kGroups; ++g) {
        const int64_t here = all * lots[static_cast<size_t>(g)] / sum;
        rows += fmt::format("{},g{},{},generated,demo\n", district(d), g, here);
        left -= here;
      }
      rows += fmt::format("{},other,{},generated,demo\n", district(d), left);
    }
    save("stat_areas.csv", areas);
    save("people.csv", rows);
  }

  void places() {
    std::string text =
        "id,area,name_kk,name_ru,name_en,lon,lat,weight,seat,candidate,source,confidence\n";
    constexpr std::array<const char*, 3> kSeats{"", "district", "region"};
    for (size_t i = 0; i < settlements_.size(); ++i) {
      const Settlement& s = settlements_[i];
      fmt::format_to(
          std::back_inserter(text),
          "p{0:07},{1},Ауыл {0},Село {0},Village {0},{2},{3},{4},{5},{6},generated,demo\n", i,
          district(s.district), degrees(s.lon), degrees(s.lat), s.weight,
          kSeats[static_cast<size_t>(s.seat)], s.candidate ? "yes" : "no");
    }
    save("places.csv", text);
  }

  void sites() {
    std::string text =
        "id,kind,place,name_kk,name_ru,name_en,from,to,lon,lat,address,source,confidence\n";
    for (int r = 0; r < kRegions; r += 2)
      text += fmt::format(
          "h{0:02},house-existing,p{1:07},Үй {0},Дом {0},House {0},2020-06-01,,,,,generated,demo\n",
          r, r * kDistrictsEach);
    save("sites.csv", text);
  }

  // One order of the given form. `due` may be empty.
  void order(std::string& text, const std::string& id, const std::string& due,
             const std::string& force, const std::string& requirements) {
    text += fmt::format(
        "\n[[directive]]\nid = \"{0}\"\ntext.kk = \"{0} тапсырмасы\"\ntext.ru = \"Поручение {0}\"\n"
        "text.en = \"Order {0}\"\nsource = \"generated\"\ndate = 2025-04-24\npassage = 1\n"
        "issuer = \"head\"\nbodies = []\nmodality = \"ordered\"\n"
        "  [[directive.interpretation]]\n  id = \"only\"\n  version = 1\n  decided_by = \"bench\"\n"
        "  decided_on = 2026-11-27\n  why.kk = \"–\"\n  why.ru = \"–\"\n  why.en = \"–\"\n"
        "  force = \"{1}\"\n  chosen = true\n{2}{3}",
        id, force, due.empty() ? "" : "  due = " + due + "\n", requirements);
  }

  static std::string require(const std::string& body) {
    return "    [[directive.interpretation.require]]\n" + body;
  }
  static std::string sites_in(const std::string& kind, const std::string& area,
                              const std::string& comparison) {
    return "    count = \"sites\"\n    kind = \"" + kind + "\"\n" +
           (area.empty() ? "" : "    in = \"" + area + "\"\n") + "    " + comparison + "\n";
  }

  void directives() {
    std::string text = "format = 1\n";
    for (int i = 0; i < plan_.orders; ++i) {
      const int r = (i * 7 + static_cast<int>(plan_.seed)) % kRegions;
      const int d = r * kDistrictsEach + (i * 11 + 3) % kDistrictsEach;
      const std::string end = kEnds[static_cast<size_t>(i / 12 % 3)];
      const std::string id = fmt::format("o{:03}", i);
      one(text, i, r, d, end, id);
    }
    if (plan_.clashing) {
      order(text, "clash-much", "2027-12-31", "binding",
            require(sites_in("house-build", "", "at_least = 12")));
      order(text, "clash-more", "2027-12-31", "binding",
            require(sites_in("house-build", "r03", "at_least = 7")));
    }
    save("directives.toml", text);
  }

  void one(std::string& text, int i, int r, int d, const std::string& end, const std::string& id) {
    const std::string last = kEnds[2];
    switch (i % 12) {
      case 0:  // a named district
        return order(text, id, i % 24 == 0 ? "" : end, "binding",
                     require(sites_in("representation", district(d), "at_least = 1")));
      case 1:  // a region, houses
        return order(text, id, last, "binding",
                     require(sites_in("house", region(r), "at_least = 2")));
      case 2:  // several named areas, undated or dated
        return order(
            text, id, i % 24 == 2 ? "" : end, "binding",
            require(fmt::format(
                "    for_every = {{ areas = [\"{}\", \"{}\", \"{}\"] }}\n    then = [ {{ count = "
                "\"sites\", kind = \"representation\", at_least = 1 }} ]\n",
                district(r * kDistrictsEach + 1), district((r * kDistrictsEach + 45) % kDistricts),
                district((r * kDistrictsEach + 133) % kDistricts))));
      case 3:  // no more than so many
        return order(text, id, last, "binding",
                     require(sites_in("house", region(r), fmt::format("at_most = {}", 6 + i % 5))));
      case 4:  // people reached in a region
        return order(
            text, id, last, "binding",
            require(fmt::format("    reach = \"everyone\"\n    percent = {}\n    minutes = 60\n"
                                "    kind = \"house\"\n    in = \"{}\"\n",
                                35 + i % 7, region(r))));
      case 5:  // a group of people in a region
        return order(text, id, last, "binding",
                     require(fmt::format("    reach = \"g{}\"\n    percent = {}\n    minutes = 90\n"
                                         "    kind = \"house\"\n    in = \"{}\"\n",
                                         i % kGroups, 45 + i % 9, region(r))));
      case 6:  // a roll-out
        return order(
            text, id, "", "binding",
            require(fmt::format(
                "    roll_out = {{ kind = \"district\", in = \"{}\" }}\n    milestones = [ {{by = "
                "2027-12-31, percent = 20}}, {{by = 2028-12-31, percent = 50}}, {{by = 2029-12-31, "
                "percent = 90}} ]\n    then = [ {{ count = \"sites\", kind = \"representation\", "
                "at_least = 1 }} ]\n",
                region(r))));
      case 7:  // one or the other
        return order(
            text, id, end, "binding",
            require(fmt::format(
                "    any_of = [ {{ count = \"sites\", kind = \"house\", in = \"{}\", at_least = 1 "
                "}}, "
                "{{ count = \"sites\", kind = \"representation\", in = \"{}\", at_least = 3 }} ]\n",
                district(d), district((d + 1) % kDistricts))));
      case 8:  // wished for
        return order(
            text, id, last, "preferred",
            require(fmt::format("    reach = \"everyone\"\n    percent = {}\n    minutes = 60\n"
                                "    kind = \"house\"\n    in = \"{}\"\n",
                                42 + i % 5, region(r))));
      case 9:  // a building, or the plain rule of diverse areas
        if (i % 24 == 9)
          return order(text, id, last, "binding",
                       require(sites_in("house-build", region(r), "at_least = 1")));
        return order(
            text, id, last, "binding",
            require(fmt::format(
                "    for_every = {{ rule = \"diversity\", share_percent = {}, edition = "
                "\"2025-01-01\", at_most = 12, min_people = 1000, in = \"{}\" }}\n    then = [ {{ "
                "count = \"sites\", kind = \"representation\", at_least = 1 }} ]\n",
                30 + i % 3, region(r))));
      case 10:  // every region, kept
        return order(text, id, "", "binding",
                     require(fmt::format("    for_every = {{ kind = \"region\" }}\n    then = [ {{ "
                                         "count = \"sites\", kind = "
                                         "\"{}\", at_least = {} }} ]\n    keep_from = {}\n",
                                         i % 24 == 10 ? "house" : "representation",
                                         i % 24 == 10 ? 1 : 2, last)));
      default:  // every group of people in a region
        return order(
            text, id, last, "binding",
            require(fmt::format("    reach = \"each_group\"\n    percent = {}\n    minutes = 90\n"
                                "    kind = \"house\"\n    in = \"{}\"\n",
                                40 + i % 5, region(r))));
    }
  }

  const ProgrammePlan& plan_;
  std::filesystem::path folder_;
  std::mt19937_64 draw_;
  std::vector<Settlement> settlements_;
  bool good_ = true;
};

}  // namespace

bool write_programme(const ProgrammePlan& plan, const std::filesystem::path& folder) {
  return Writer(plan, folder).write();
}

}  // namespace dostyq::bench
