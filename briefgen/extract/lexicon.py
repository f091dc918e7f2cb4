"""Closed classes of English that the search for speakers leans on: no parser, only these words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """A table of words, written as running text."""
    return frozenset(text.split())


PRONOUNS = {"he", "she", "they", "i", "we", "it", "you", "who"}
# Stand for somebody without a name: no speaker can be given for them.
EXPLETIVES = {
    "there",
    "there’s",
    "there's",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "minutes",
    "moments",
}
NOBODY = {
    "another",
    "others",
    "both",
    "some",
    "many",
    "one",
    "all",
    "neither",
    "none",
    "everyone",
    "someone",
    "most",
}
ARTICLES = {"the", "a", "an"}
DETERMINERS = ARTICLES | words(
    """
    this these those his her its their our my your some many several other another one two three four five
    most all both few any each every no numerous dozens
    """
)
PREPOSITIONS = words(
    """
    of for at from in with to on by about near over under against among between during after before through
    since into onto as than like inside outside within without toward towards behind amid despite regarding
    concerning via upon per including
    """
)
AUXILIARIES = words(
    """
    has have had is are was were be been being will would can could may might shall should must do does did
    having hasn’t haven’t hadn’t didn’t doesn’t don’t wasn’t isn’t won’t wouldn’t couldn’t ’s ’re ’ve ’d ’ll
    ’m 's 're 've 'd 'll 'm hasn't haven't hadn't didn't doesn't don't wasn't isn't won't wouldn't couldn't
    """
)
BE = {"is", "are", "was", "were", "be", "been", "being"}
CONJUNCTIONS = {"and", "but", "or", "then", "yet", "nor", "&"}
SUBORDINATORS = words(
    """
    when while because although though if unless until whereas whether since after before that which how why
    what where once so
    """
)
ADVERBS = words(
    """
    also then later recently once now today yesterday never always often even still just simply only again
    already soon first further further, instead too not repeatedly earlier ago once twice thus therefore
    however meanwhile monday tuesday wednesday thursday friday saturday sunday further ever merely
    reportedly allegedly nonetheless nevertheless indeed perhaps maybe rather quite almost long largely
    tonight separately afterwards afterward tomorrow afternoon morning evening night
    """
)
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
MONTHS = words(
    """
    january february march april may june july august september october november december
    """
)
PARTICLES = words(
    """
    von van der den de del della di da dos du la le al el bin bint ibn ten ter zu af av y e
    """
)

TITLES = words(
    """
    mr mrs ms miss dr prof professor sir dame lord lady baroness baron judge justice general gen colonel col
    captain capt lieutenant lt major maj admiral adm sergeant sgt brigadier brig commander cmdr marshal
    president vice-president vice chancellor premier minister commissioner secretary undersecretary senator
    sen representative rep congressman congresswoman governor gov mayor ambassador envoy speaker chairman
    chairwoman chair chairperson director deputy chief king queen prince princess emperor pope cardinal
    archbishop bishop father rev reverend rabbi imam sheikh spokesman spokeswoman spokesperson mp mep leader
    head adviser advisor officer inspector superintendent attorney candidate nominee editor analyst
    economist strategist expert author journalist reporter correspondent host anchor columnist activist
    campaigner lawyer counsel official coach manager executive ceo cto cfo founder co-founder co-chair
    researcher fellow scientist historian whip lawmaker councillor councilor councilman councilwoman
    delegate counsellor high representative-designate president-elect deputy-director rapporteur treasurer
    ombudsman prosecutor
    """
)
PORTFOLIOS = words(
    """
    interior foreign home affairs defence defense finance justice state health economy trade migration
    labour labor education environment energy transport agriculture security internal external exterior
    european treasury commerce parliament commission council mission delegation staff cabinet government
    operations
    """
)
# Heads of noun phrases that can speak: people, and bodies of people.
BODIES = words(
    """
    police authorities authority government ministry commission council parliament agency party group groups
    organisation organization organisations organizations company firm campaign committee team union alliance
    coalition court office department bureau newspaper magazine paper outlet website network charity ngo ngos
    charities watchdog mission embassy delegation opposition administration regime army military navy force
    forces bank fund institute think-tank tank centre center university school church community movement
    board panel assembly congress senate cabinet side camp crowd audience family agencies governments states
    countries country guard
    """
)
PEOPLE = TITLES | words(
    """
    people person man woman men women boy girl mother son daughter wife husband brother sister friend
    neighbour neighbor resident residents witness aide staff staffer staffers source sources spokespeople
    critic critics analysts observers experts officials diplomats diplomat fans fan voters voter members
    member migrants migrant refugees refugee student students teacher doctor doctors nurse nurses patient
    lawyers judges politicians politician ministers leaders envoys allies ally colleague colleagues rival
    rivals opponent opponents foes foe veteran veterans soldier soldiers pilot captain crew survivor
    survivors relative relatives parent parents child children democrat democrats republican
    republicans conservatives conservative liberals liberal socialists socialist native billionaire
    businessman businesswoman mogul tycoon celebrity star guest presenter moderator pundit pundits
    commentator commentators insider insiders loyalist loyalists executive executives
    administrators attendees attendee protester protesters demonstrators demonstrator
    consultant pollster surgeon neurosurgeon physician engineer farmer fisherman banker donor builder
    developer owner contractor trader grandmother grandfather father aunt uncle cousin widow
    """
)
HUMANS = PEOPLE | BODIES
HUMAN_ENDINGS = (
    "man",
    "men",
    "woman",
    "women",
    "person",
    "people",
    "ist",
    "ists",
    "ster",
    "sters",
    "crat",
    "crats",
)
# Texts that speak for their author.
WRITINGS = words(
    """
    report statement letter memo memorandum email e-mail message post tweet article editorial op-ed column
    piece story ad advert advertisement commercial video document documents filing complaint lawsuit ruling
    decision order resolution declaration communique communiqué release press-release study survey paper
    brief bill law platform website site blog book note transcript affidavit indictment petition caption
    sign placard slogan headline text texts emails letters reports review analysis poster posters mailer
    flyer banner warrant manifesto communication roadmap plan strategy proposal opinion speech
    """
)
ORGANISATION_WORDS = words(
    """
    commission council parliament party university agency ministry times news international post journal
    house senate congress court committee union association federation institute foundation group bank fund
    department office center centre press network magazine company corporation inc ltd alliance coalition
    league church army police board bureau service administration authority government nations force forces
    guard school college hospital society club team campaign project programme program act pact treaty
    agreement convention city county state states republic kingdom street avenue square island islands sea
    ocean river mountain north south east west eastern western northern southern central day week month
    summit conference forum america europe africa asia caucus debate poll tour award theatre theater museum
    station tabloid daily herald tribune gazette telegraph guardian observer standard review report radio
    television channel airlines airport hotel tower plaza museum library foundation trust prize games cup
    league
    """
)
FEMALE_TITLES = {"mrs", "ms", "miss", "lady", "dame", "baroness", "queen", "princess", "congresswoman"}
FEMALE_TITLES |= {"spokeswoman", "chairwoman", "councilwoman", "businesswoman", "actress", "mother", "wife"}
FEMALE_TITLES |= {"sister", "daughter", "woman", "aunt", "grandmother", "widow"}
MALE_TITLES = {
    "mr",
    "sir",
    "lord",
    "king",
    "prince",
    "congressman",
    "councilman",
    "pope",
}
MALE_TITLES |= {"businessman", "father", "husband", "brother", "son", "man", "cardinal", "bishop", "imam"}
FEMALE_NAMES = words(
    """
    abigail ada adriana agata agnes agnieszka aino aisha aleksandra alessandra alexandra alice alicia
    alina alison amanda amber amelia amina amy ana anastasia andrea angela angelina anita anja ann anna
    annalena anne anneli annette annie antonia aoife april asa ashley astrid audrey aylin barbara barbora
    beata beatrice beatriz bella bernadette beth betty beverly birgit blanka bonnie bozena branka brenda
    bridget brigitte britta brittany camilla carla carmen carol carolina caroline carolyn catherine cathy
    cecilia charlotte cheryl chloe christiane christina christine ciara cindy claire clara claudia colleen
    cynthia dagmar dana daniela danielle danuta daria dawn debbie deborah denise diana diane donna dora
    doris dorota dorothy eleanor elena elif elisa elisabeth elise elizabeth ella ellen elly elsa elzbieta
    emily emine emma erica erika erin esther eva eve evelyn ewa fabienne fatima fiona florence frances
    francesca francine freya gabriela georgia geraldine gina giorgia gisela giulia giuliana gloria grace
    greta hadja halina hanna hannah harriet hatice hazel heather heidi helen helena helga helle henrike
    hilary hilde hillary holly ida ieva ilaria ilse ines ingeborg ingrid ioana irena irene irina iris
    isabel isabella ivana iwona jackie jacqueline jadwiga jana jane janet janice jean jeanne jelena
    jennifer jenny jessica jill joan joana joanna jocelyn johanna jolanta josephine jovana joy joyce
    judith judy julia julie june justine kaja karen karin karla karolina katalin katarina katarzyna kate
    katherine kathleen kathryn kathy katie katja kelly kerry kerstin kim kirsten kristen kristin kristina
    krystyna lara larisa laura lauren laurence leila lena leonie leslie leyla lidia linda lisa liz ljubica
    loretta lotte louise lucia lucie lucy ludmila luisa luise lydia lynn madeleine magda magdalena mai
    maja malgorzata marcia margaret margarita margot maria mariam marian mariana marianne marie marija
    marina marine marion marta martha martina mary maryam mathilde matilda matilde maureen maya megan mei
    melanie melissa mercedes mette mia michelle milena mirela miriam molly monica monika monique nadia
    nadine nadja nancy naomi natalia natalie natasa natasha nicola nicole nikolina nina nora oksana olga
    olivia pamela paola patricia paula pauline penny petra philippa phyllis pia polly priscilla rachel
    raluca rebecca regina reka renata renate rita roberta roisin rosa rose rosemary roxana roza ruth
    ruxandra sabine sally samantha sandra sandrine sanna sara sarah sharon sheila shirley sigrid silke
    silvia simone sinead siobhan slavica snezana sofia solveig sonia sonja sophia sophie stella stephanie
    sue susan susanna susanne suzanne svetlana sviatlana sylvia tamara tania tanja tara tatiana tatjana
    teodora teresa tereza theresa tina tove tracy ulrike ursa ursula valentina valeria valerie vanessa
    vera veronica vesna victoria viktoria virginia virginie vivian wendy whitney wiktoria yaroslava yasmin
    ylva yulia yvette yvonne zeinab zoe zofia zsofia zuzana
    """
)
MALE_NAMES = words(
    """
    aaron abdel abdul abdullah adam adrian ahmad ahmed al alain alan albert alberto aldo alejandro
    aleksander alessandro alex alexander alexei alfred ali allan allen alojz amadou amir anatol anders
    andras andre andreas andrei andrew andrzej andy angelo ante anthony antoine anton antonio antonis
    arkadiusz arnaud arne arnold arthur attila aurelio balazs barack bartosz ben benjamin benny bernard
    bernd bernie bill billy bob bogdan bojan boris brad branko brendan brett brian bruce bruno bryan burt
    carl carlo carlos cesar chad charles charlie chris christian christoph christopher chuck ciaran
    ciprian claude claus clement cliff colin constantin craig cristian curtis cyril dagfinn dale damian
    damir dan daniel danilo danny dario darko darren dave david dawid dean declan denis dennis denys derek
    diarmuid dick didier diego dieter dimitri dimitris dirk dmitri dmitry dominic don donald doug douglas
    dragan duncan dylan eamon ed eddie edgar edmund eduard eduardo edward edwin eino elias elliott emanuel
    emile emmanuel emre enrico enrique ercan eric erik erkki ernest erwin esteban eugene evan fabio felix
    ferdinand ferenc fergus fernando filip florian francesco francis francisco franco francois frank franz
    fred frederic frederick friedrich fritz frode fyodor gabor gabriel gary gavin gennady geoff geoffrey
    georg george georges gerald gerard gerd gerhard gerrit giacomo gianluca gianni gilbert giorgio
    giovanni giuseppe glen glenn goran gordon graham greg gregory grzegorz guido guillaume gunther gustav
    guy gyorgy haakon hakan halvor hamid hans harald harold harry harvey hassan hector heikki heinrich
    helmer helmut henri henrik henry henryk herbert herman horst howard hristo hubert hugh hugo hussein
    ian ibrahim ignacio igor ilham ilias imre ioan ionut ismail ismet istvan ivan ivica ivo jaap jacek
    jack jacob jacques jaime jake jakob james jamie jan janez janusz jaroslav jason javier jay jean-claude
    jean-noel jeff jeffrey jeremy jerome jerry jerzy jesse jesus jim jimmy joachim joao joe joel johan
    johann johannes john johnny jon jonas jonathan joost jordi jorge jose josef josep joseph josh joshua
    juan julian julio jurgen jurij justin kacper kais kamil karl karol kaspar kazimierz keith kemal ken
    kenneth kevin khalid khalifa khalil klaus konrad konstantin krzysztof kurt kyle kyriakos lajos lance
    larry lars laszlo laurent lawrence lech lee leif leo leon leonard leonid liam lionel ljubomir lorenzo
    louis lubomir luc luca lucas ludovic luigi luis luke maciej mads magnus mahmoud malcolm manfred manuel
    marc marcel marcin marco marcus marek margaritis mario marius mark marko markus martin marvin mateusz
    mathieu mats matt matteo matthew matthias matthijs maurice mauro max maxim maxime mehdi mehmet michael
    michal michel miguel mihai mikael mike mikhail miklos milan milos mirko miroslav mitch mladen mohamed
    mohammad mohammed moritz morten moussa muammar muhammad murat mustafa nasser nathan nebojsa neil nenad
    niall nicholas nick nicolae nicolas niels nigel nikolai nikos nils noah norbert norman nuno olaf olav
    oleg oleksandr oliver olivier olof omar omer osama oscar osman otto owen paavo pablo padraig paolo
    pascal patrick paul pavel pawel peder pedro per pete peter petr petro petteri phil philip philipp
    philippe pier pierre piotr predrag radoslav radu rafael rafal ragnar rainer ralf ralph ramon ramzan
    raphael rashid rasmus raul ray raymond recep remi renaud rene riccardo richard rick rob robert roberto
    rodrigo roger roland rolf roman ron ronald rory ross roy rudolf rui rupert russell ruud ryan ryszard
    saad salvatore sam samir samuel sandor sandro scott sean sebastian sergei sergey sergio serhiy seth
    shane sidney sigmar simon slobodan soren stanislaw stanley stefan stefano sten stephane stephen steve
    steven stig stjepan stuart sven tadeusz tarek ted terry teun theo thierry thomas thorsten tiago tibor
    tim timothy tobias toby todd tom tomas tomasz tomislav tommy tony travis trevor tuomas ulf ulrich
    umberto vaclav valdis valentin valentyn vasil vasily vasyl victor viktor vincent vincenzo vitalii
    vitaly vladimir volodymyr vuk walter warren wayne werner wilhelm will william wojciech wolfgang wopke
    xavier yann yannick yannis youssef yuri yusuf yves zbigniew zdenek zeljko zlatko zoltan zoran
    """
)
# Given to men and women alike, or to men in one country and to women in another.
SHARED_NAMES = words(
    """
    alex andrea ashley casey chris dana francis gabriele jamie jan jean jessie joan jordan kelly kerry kim
    laurence lee leslie lynn marion morgan nicola pat robin sam sasha shannon simone stacy taylor terry
    toni tracy
    """
)
FEMALE_NAMES |= SHARED_NAMES
MALE_NAMES |= SHARED_NAMES
