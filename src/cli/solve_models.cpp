#include "cli/solve_models.hpp"

#include <array>

namespace dostyq::cli {
namespace {

constexpr std::array kModels{
    SolveModel{
        instances::Model::kPMedian,
        "open p sites: least sum of weight times distance to the nearest",
        "dostyq solve pmedian pmed1.txt\n"
        "  dostyq solve pmedian fl1400.tsp --p 50 --json\n"
        "  dostyq solve pmedian villages.csv --p 20 --force 7 --time-limit 60 --out answer.json\n"
        "  dostyq solve pmedian villages.csv --p 20 --rows rows.txt\n"
        "  dostyq solve pmedian villages.csv --p 20 --equity lexicographic\n"
        "  dostyq solve pmedian villages.csv --p 20 --equity kolm-pollak --epsilon 1\n"
        "  dostyq solve pmedian villages.csv --p 20 --nearest 2\n"
        "  dostyq solve pmedian villages.csv --p 20 --shut 5 --penalty 90000\n"
        "  dostyq solve pmedian villages.csv --p 20 --phases 3 --rows rows.txt\n"
        "  dostyq solve pmedian villages.csv --check answer.json"},
    SolveModel{instances::Model::kUfl,
               "open sites: least sum of opening costs and of the costs of serving everybody",
               "dostyq solve ufl cap71.txt\n"
               "  dostyq solve ufl towns.csv --p 5 --budget 1200000 --json"},
    SolveModel{instances::Model::kCflp,
               "open sites with capacities and assign customers: least opening and service costs",
               "dostyq solve cflp p7.txt\n"
               "  dostyq solve cflp houses.csv --p 12 --forbid 3 --time-limit 60 --json\n"
               "  dostyq solve cflp cap41.txt --divisible --out answer.json"},
    SolveModel{instances::Model::kMclp, "open sites: the most weight within the radius",
               "dostyq solve mclp grid.dat --radius 5.5 --budget 10\n"
               "  dostyq solve mclp villages.csv --radius 30000 --p 20 --json\n"
               "  dostyq solve mclp villages.csv --radius 30000 --p 20 --backup 2\n"
               "  dostyq solve mclp villages.csv --steps 10000:1,30000:0.5 --p 20\n"
               "  dostyq solve mclp villages.csv --radius 30000 --p 20 --equity worst\n"
               "  dostyq solve mclp villages.csv --radius 30000 --phases 3 --rows rows.txt"},
    SolveModel{instances::Model::kLscp,
               "open the fewest sites, or the cheapest, that leave nobody beyond the radius",
               "dostyq solve lscp villages.csv --radius 30000\n"
               "  dostyq solve lscp villages.csv --radius 30000 --share 95 --json"},
    SolveModel{instances::Model::kPCentre,
               "open at most p sites: the farthest customer is as near as can be",
               "dostyq solve pcentre pmed1.txt\n"
               "  dostyq solve pcentre u1060.tsp --p 50 --exact --json\n"
               "  dostyq solve pcentre villages.csv --p 20 --force 7"},
};

}  // namespace

std::span<const SolveModel> solve_models() { return kModels; }

}  // namespace dostyq::cli
