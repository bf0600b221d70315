"""Given names that the lists of Faker lack, as English newspapers spell them: of Africa, Asia, the Arab world, Wales,
Ireland and the Balkans above all."""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import words_in

WOMEN = words_in(
    """
    Aasia Abena Abeba Adaeze Adaora Adhiambo Adwoa Afia Afsana Afua Aigerim Ainur Aisha Aissatou Aizhan Ajoke Akosua
    Akua Alemitu Alhaja Almaz Amaka Amara Amina Aminata Amrita Anahit Anjali Ansa Anthea Anusha Aoife Aparna Araba
    Archana Arzu Asma Asha Atieno Awa Ayaan Ayesha Ayomide Azadeh Baljit Bano Beatriz Bethan Bethany Bhavna
    Binta Bisi Blessing Bolanle Bronagh Bronwen Busisiwe Caitriona Calista Carys Ceri Chandrika Charu Chiamaka
    Chioma Chipo Clíona Consuelo Daksha Damilola Deborah Deepa Deepika Dilnoza Dilshad Dimakatso Dorcas Ebele Efua
    Eilidh Eira Eirlys Elif Elspeth Emebet Esi Eunice Evangelia Farah Farhana Farida Farzana Fatima Fatou Fatoumata
    Fauziya Feng Folake Fozia Funke Funmilayo Galina Gita Grainne Gráinne Guadalupe Gudrun Gulnara Gurpreet Gwen
    Gwenllian Habiba Hadiza Hafsa Hajara Haleema Halima Haneen Hina Hodan Hui Huma Hyacinth Ifeoma Imelda Imogen
    Indira Isatou Itunu Iyabo Jahanara Jayanthi Jelena Jemima Jennet Jyoti Kadiatou Kalpana Kamala Kaveri Kavita
    Keeley Khadija Khadijah Khanyisile Kiran Kirsty Kshama Kulsoom Kyung Lakshmi Lakshmibai Lalita Lalitha Latifa
    Layla Lerato Leyla Lindiwe Lina Lubna Lucinda Lulu Madhavi Madhuri Maeve Mahnoor Mairead Malika Malala Malini
    Mandisa Manju Mariam Mariama Marwa Maryam Meenakshi Meera Mehwish Mei Mercy Merve Mihaela Minh Mireia Moira
    Mumbi Muna Mwende Nadia Nafisa Nagma Naledi Namrata Nana Nandini Nasreen Nasrin Natasha Nazia Neema Nela
    Nerys Ngaire Ngozi Niamh Niloufar Nilofar Nimmi Nirmala Nisha Nita Njeri Nneka Nokuthula Nomsa Nomvula Nonhlanhla
    Noor Noura Nthabiseng Nupur Nyambura Obioma Oluchi Omolara Oonagh Orla Orlaith Ottilie Ottoline Padma Palesa
    Pallavi Parisa Parveen Parvati Parvin Perpetua Philippa Pooja Poonam Poppy Pragya Pratibha Preeti Priscilla Priti
    Priya Priyanka Puja Rabia Rachna Radha Radhika Rajani Rana Rania Rashida Razia Refilwe Rekha Renata Renu Reshma
    Rhiannon Ritu Roisin Roksana Rosamund Rubina Rukhsana Rukmini Rumana Ruth Ruvimbo Rwenzori Saadia Saba Sabeen
    Sadhana Sadia Safiya Saima Sakina Salma Samira Sanaa Sandhya Sangeeta Sania Sarita Saroja Savitri Seema Senait
    Seren Setareh Shabana Shabnam Shagufta Shahida Shaista Shakuntala Shalini Shamima Shanthi Shazia Sheetal Shehnaz
    Shilpa Shireen Shirin Shobha Shreya Shukria Sibongile Siobhan Siobhán Sindisiwe Sita Smriti Snezana Sohini
    Soraya Sunita Sushma Swati Tabassum Tahira Tamar Tamika Taraneh Tasneem Tejaswini Temitope Tendai Thandeka Thandi Thandiwe
    Titilayo Tomasina Tonye Tsitsi Tulip Uma Umaima Ursula Urvashi Usha Uzma Vaishali Vasundhara Verity Vidya Vimala
    Wairimu Wambui Wangari Wangui Wanjiku Wanjiru Waris Winnie Wioletta Xiomara Yaa Yasmin Yejide Yetunde Yuki
    Yusra Zahra Zainab Zanele Zara Zarina Zaynab Zeinab Zeynep Zodwa Zohra Zubaida Zuhra Zuleika Thokozile Wendy
    Yolanda Temperance Marguerite Dorothea Winifred Keisha Latoya Shanice Tanisha Ludovica Ilaria Hannelore Teodora
    Snehalata Jharna Momtaz Rokeya Tahmina Nusrat Farzaneh Marziyeh Nilufar Gulbahar Gulmira Aygul Lidia Desta
    Tigist Hirut Meseret Bethlehem Hawa Ifrah Sagal Fardosa Jemimah Nakato Babirye Nalwanga Achieng Akinyi Awino
    Chebet Cherotich Jepkosgei Wanja Makena Kagendo Mwanaisha Rehema Zawadi Upendo Tumaini Chanda Mutale Bwalya
    Chileshe Rudo Rutendo Nyasha Kudzai Chiedza Ottilia Nompumelelo Ntombi Zinzi Ayanda Nosipho Thembi Unathi Dineo
    Aggie Aigul Ailsa Akemi Amabel Aphra Ariadne Avis Bea Bess Bessie Cecily Cicely Clementine Concepcion Cordelia
    Deb Della Dilys Dotty Drusilla Dulcie Edie Effie Enid Euphemia Fenella Ffion Fiadh Florrie Flossie Gaynor Gertie
    Gilly Ginny Glynis Greer Gwyneth Hattie Hester Hetty Hiroko Immacolata Ione Jess Jilly Joan Joanie Jonquil
    Joycelyn Kath Kirsteen Kitty Letitia Lettice Lettie Lil Linnet Lottie Louella Lucasta Lucille Madge Maëlle
    Maisie Mamie Marge Margery Margie Marla Marnie Marsha Mattie Mavis Meena Meg Mhairi Minnie Morag Morwenna
    Myfanwy Nan Nanette Nesta Netta Nettie Nivedita Nkechi Nomvuyo Nurhayati Pattie Peg Perdita Persephone Petula
    Phyllida Portia Prue Queenie Raushan Revathi Romola Ros Rosalind Rosalyn Ruthie Shelagh Sibyl Sidonie Suki
    Sunniva Susie Suzie Sybil Tamsin Thora Tomoko Toni Trixie Trudy Una Verna Viv Wambui Wanjiru Zadie Zena
    """
)
"""Names of women."""
MEN = words_in(
    """
    Aamir Abbas Abdi Abdoulaye Abdul Abdulaziz Abdullahi Abdulrahman Abebe Abel Abhishek Abiodun Abiola Achim Adebayo
    Adekunle Adewale Adnan Aftab Ahmed Ahsan Aidan Ajay Ajit Akash Akbar Akhtar Akinwumi Alasdair Aled Alhassan
    Alioune Aliyu Amadou Amal Aman Amarjit Ambrose Amir Amit Amitabh Anand Anatole Anil Ansar Anthonius Anton Anurag
    Anwar Ardeshir Arif Arjun Arshad Arun Arvind Asad Ashok Ashraf Asif Aslam Asim Atif Atiku Atul Ayub Azhar Aziz
    Babajide Babatunde Babu Bakary Balasubramanian Baldev Balram Balwinder Bartholomew Barnaby Barend Basharat Bashir
    Bassam Bayo Beauregard Bekele Benedikt Bhupinder Bilal Bimal Biodun Biram Blessed Boaz Bongani Boubacar Brendan
    Bronislav Bruce Cadwallader Callum Casimir Cathal Cedric Chandra Chandran Cheikh Chidi Chijioke Chike Chinedu
    Chinua Chukwudi Chukwuemeka Ciaran Cillian Clement Clovis Conall Conor Cormac Crispin Cuthbert Dafydd Damola
    Danish Darragh Darshan Dawit Deepak Dele Demba Demetrios Desmond Devendra Dewi Dhruv Diarmuid Dilip Dinesh
    Dipak Diwakar Dmitri Dmitry Donal Duarte Eamon Eamonn Ebenezer Ebrahim Efe Ehsan Eknath Eknoor Elhadj Emeka
    Emmanuel Emrys Endre Engin Eoghan Eoin Ephraim Ephrem Erdal Esmail Essa Euan Evgeny Ezekiel Fahad Faisal Faiz
    Faiza Farhan Farooq Farouk Fawad Fearghal Femi Feroz Festus Fikret Fintan Firdaus Folarin Fredrick Frederik
    Gaurav Gautam Gbenga Genc Gerald Gerhard Gethin Getachew Ghassan Ghulam Giorgi Girish Girma Godfrey Godswill
    Goodluck Goran Govind Gruffydd Gulab Gulzar Gurbachan Gurdeep Gurmeet Habib Hafiz Haider Hailemariam Hakan
    Hakeem Haji Hamid Hamza Hanif Harbhajan Hardeep Harinder Harish Harjit Haroon Hasan Hashim Hassan Hazrat Hemant
    Hesham Himanshu Hitesh Huseyin Husnain Hussein Hywel Ibou Ibrahim Ibrahima Idris Idrissa Ifan Ignatius Ijaz
    Ikechukwu Ikram Iftikhar Ilham Imad Imam Imran Imtiaz Inaam Inder Indrajit Innocent Iqbal Irfan Isaac Ishaq Ishmael
    Ismail Ivor Iwan Iyad Jagdish Jahangir Jalal Jamal Jamil Jamshed Janak Jaswant Javed Javier Jawad Jayant Jedediah
    Jitendra Jolyon Jomo Joost Josiah Juma Junaid Kabir Kailash Kalyan Kamal Kamran Karim Kartik Kashif Kaveh Kayode
    Kazeem Kehinde Keshav Khaled Khalid Khalil Khurram Khurrum Khurshid Kiprono Kipchoge Kipkorir Kishan Kishore
    Kobina Kofi Kojo Krishna Kunle Kuldeep Kushal Kwabena Kwadwo Kwaku Kwame Kwasi Kwesi Laban Lalit Lamine Laszlo
    Latif Lekan Lemuel Leopold Leroy Liaquat Lloyd Llewellyn Lokman Luqman Lwazi Macharia Madhav Mahathir Mahendra
    Mahesh Mahmoud Mahmood Majid Mamadou Manish Manmohan Manoj Manzoor Masood Mehdi Mehmet Mehmood Melaku
    Meles Mihai Milind Mircea Moeen Mohammad Mohan Mohsin Moshe Moussa Mthunzi Mubarak Mudassar Muhammadu Muhannad
    Mukesh Mukhtar Munir Muneeb Murad Murali Musa Mustafa Muthu Mwangi Nadeem Naeem Nagendra Najib Nana Nandan
    Narendra Naresh Naseer Nasir Naveed Navid Navin Nawaz Nazir Neeraj Neil Nelson Niall Nikhil Nilesh Niranjan
    Nitin Nizar Njoroge Nkosinathi Nnamdi Nuhu Nuno Obafemi Obinna Ochieng Odhiambo Ofer Okechukwu Okello Olamide Olayinka
    Olumide Olusegun Oluwaseun Oluwole Omar Omondi Onyekachi Osama Osei Osman Otieno Oumar Ousmane Owain Padraig
    Pádraig Pankaj Parvez Pervez Prakash Pramod Pranab Prasad Prashant Prem Qasim Qamar Quentin Radovan Rafiq Raghav
    Raheem Rahul Raj Rajan Rajat Rajeev Rajesh Rajinder Rajiv Rajnath Raju Rakesh Ramesh Ramón Ranbir Ranil Ranjit
    Rashid Rasvan Ratan Rauf Ravi Ravindra Raza Rehan Rhodri Riaz Ricardo Rishi Rizwan Rohan Rohit Roland Roly Rory
    Ruairi Ruslan Rustam Saad Saeed Sagar Said Sajid Sajjad Saleem Salif Salim Salman Samuel Samir Sanjay Sanjeev
    Santosh Sarfraz Sarath Sardor Sarwar Satish Satya Satyajit Segun Senzo Seun Seydou Shabbir Shafqat Shahbaz Shahid
    Shakeel Shamim Sharad Shashi Shaukat Shehu Sherzod Shivraj Shoaib Shubham Shyam Sidi Siddharth Sifiso Sikandar
    Silvester Simba Sipho Sizwe Sohail Solomon Sridhar Srinivas Stanislav Stelios Subhash Sudhir Suleiman Suleman Sultan
    Sunil Suraj Surendra Suresh Suryakant Syed Tadesse Tafadzwa Tahir Taiwo Takudzwa Tamer Tanveer Tariq Tarun Tatenda
    Taufik Tawanda Tayo Tayyab Tedros Temba Tendekai Teshome Thabang Thabo Thaddeus Themba Thulani Tinashe Tobenna
    Tolu Toyin Tshepo Tsegaye Tunde Uche Uchenna Uday Udo Umar Umesh Usman Utkarsh Uthman Uzair Vaibhav Varun Vasant
    Venkat Venkatesh Vernon Vijay Vikas Vikram Vimal Vinay Vineet Vinod Vipin Viraj Viresh Vishal Vishnu Vivek Vusi
    Vuyo Wahab Waheed Wajid Wale Waleed Walid Waqar Waseem Wasim Wekesa Willem Wole Xolani Yadav Yahya Yannis Yasir
    Yassin Yaw Yemi Yogendra Yohannes Yonas Younis Yousaf Yousuf Yusuf Zafar Zaheer Zahid Zakaria Zakir Zaman Zeeshan
    Zenon Zia Ziad Zoltan Zorawar Zubair Zulfiqar Zulqarnain Ogenna Rufus Silas Cornelius Lysander Jebediah Aurelio
    Rasheed Tyrone Jermaine Darnell Deshawn Marquis Radoslav Miroslav Zdravko Dragan Zoran Nenad Slobodan Bogdan
    Ostap Vasyl Bohdan Casimir Radek Zdenek Bohumil Marcelo Renzo Fabrizio Aristide Thibault Guillaume Anselm Eskil
    Torvald Gunnar Halvard Evander Lucian Peregrine Crispin Tobias Simeon Barnaby Jasper Rupert Piers Hugo Giles Hamish
    Fergal Aodhan Oisin Oisín Tadhg Colm Declan Donncha Lorcan Cathal Seamus Séamus Alistair Fraser Struan Iain Craig
    Joss Alf Len Reg Sid Stan Ted Wilf Moazzam Nuruddin Menachem Yitzhak Farouk Costas Yiannis Idriss Siua Sione
    Ganesh Raghunath Firoz Muralidharan Akwasi Nkrumah Babak Kaito Isidro Ferdie Wendell Delroy Winston Emil
    Vasile Gheorghe Kyriakos Panagiotis Spiro Spyros Taras Mykola Oleksandr Volodymyr Serhiy Andriy Dmytro Vitali
    Arul Baz Bernie Bertie Bryn Burt Cal Cam Chas Chester Chet Clancy Claude Clem Cliff Clint Clyde Cosmo Danladi
    Dashiell Delbert Denholm Denzil Des Dickie Digby Doug Dougal Dudley Dunstan Dwight Ed Elbert Eldon Ellery Elroy
    Emlyn Enoch Ernie Errol Eustace Everett Farquhar Farrukh Finlay Floyd Fons Freddie Garth Geoff Geordie Granville
    Gus Gwilym Gwyn Hal Hank Hedley Hiram Homer Horace Horatio Howell Huey Huw Ieuan Ifor Ike Inigo Íñigo Irvin
    Irving Jabez Jago Jamie Jarvis Jed Jem Jethro Jock Jools Kanat Keir Kermit Kev Kip Kjartan Les Lester Lorne
    Luther Lyle Marv Matt Merv Mickey Milt Mo Monty Mort Murdo Nat Ned Norris Ollie Orson Osbert Osmond Ozzie Paddy
    Percival Phil Ramsay Randolph Rex Rod Roddy Rollo Royston Russ Seb Selwyn Sheldon Sidney Solly Stu Sunnleif Syd
    Tad Tel Thad Tod Trey Txema Tyrell Ulysses Uriah Vance Verlyn Vern Vic Virgil Wal Wallace Walt Wendell Wes
    Wilbur Willard Zack Zeb Zeke
    """
)
"""Names of men."""
BOTH = words_in(
    """
    Amandeep Harpreet Jaspreet Manpreet Navjot Navneet Simran Sukhjit Gurjit Kamaljit Parminder Jasvinder Rajwinder
    Bo Chen Hao Hong Hua Jian Jie Jing Jun Lei Li Lin Ling Ming Na Ning Ping Qian Qiang Qing Rong Rui Shan Shu Tao Wei
    Wen Xia Xiang Xiao Xin Xue Yan Yang Ying Yong Yu Yuan Yun Zhen Zhi Min Ji Hyun Soo Jae Sung Seung Young Hye Eun
    Woo Sang Kyu Hideo Haruki Satoshi Takeshi Hiroshi Kenji Naoko Yoko Keiko Akira Nguyen Thanh Anh Duc Thi Quang Tuan
    Ojas Tsholofelo Xolelwa Thembela Nkosi Kagiso Tebogo Mpho Kabelo Onalenna Lesedi Khanya Themba Sibusisiwe
    Farai Tapiwa Chipo Anesu Tanaka Wanjugu Kamau Njuguna Mutua Musyoka Kiptoo Cheruiyot Rotich Keitany Ngugi
    Sakari Okwui Obi Ike Ebube Ngozika Amarachi Oyelaran Ifeanyi Chinonso Somto Olu Ade Ayo Tosin Seyi Kunbi
    """
)
"""Names of women and of men, or by a first syllable of either."""
